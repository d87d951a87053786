import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { overcommit, overcommitWords } from '../../domain/reserve/overcommit';
import { tryReserve } from '../../domain/reserve/tryReserve';
import { readRanking } from '../../frames/evictionOrderTable';
import { readNodeData } from '../node/nodeData';
import { Section } from '../shared/Section';
import { formatTime } from '../shared/times';

import type { ReserveSettings } from './ReserveSettings';

interface OvercommitSectionState extends SceneObjectState {
  readonly settings: ReserveSettings;
}

/** Requests and limits of the node's pods against the lines as tried, and who would be evicted first. The pods are a question of their own. */
export class OvercommitSection extends SceneObjectBase<OvercommitSectionState> {
  static Component = OvercommitRenderer;
}

function OvercommitRenderer({ model }: SceneComponentProps<OvercommitSection>) {
  const styles = useStyles2(getStyles);
  const { settings } = model.useState();
  const { data } = sceneGraph.getData(model).useState();
  const { view } = readNodeData(sceneGraph.getData(model.parent ?? model).useState().data);
  const texts = settings.useState();
  const ranking = readRanking(data?.series ?? []);
  if (!view || !ranking) {
    const isLoading = data?.state === LoadingState.Loading || data === undefined;
    const failed = data?.errors?.[0]?.message;
    return (
      <Section title="Overcommit">
        <p>
          {isLoading ? 'Reading requests and limits…' : (failed ?? 'Requests and limits of the pods are not known.')}
        </p>
      </Section>
    );
  }
  const lines = tryReserve(view.memory.current, texts).lines ?? view.memory.current;
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  return (
    <Section title="Overcommit" note={`the pods of ${formatTime(ranking.at, timeZone)} against the lines above`}>
      <ul className={styles.words}>
        {overcommitWords(overcommit(ranking.pods, lines), lines).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  words: css({ margin: 0, paddingLeft: theme.spacing(2.5) }),
});
