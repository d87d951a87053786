import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
} from '@grafana/scenes';
import { Alert, LinkButton, LoadingPlaceholder, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';

import { workloadName } from '../../../domain/incidents/verdictWords';
import type { Incident } from '../../../domain/incidents/types';
import type { EndLine, PodAnswer } from '../../../domain/pod/podAnswer';
import { readPodSearch, searchName } from '../../../domain/pod/podSearch';
import type { EpochMs } from '../../../domain/units';
import type { SeenPod } from '../../../prometheus/podHistory';
import { lookedAt } from '../../shared/lookedAt';
import { narrowRange } from '../../shared/narrowRange';
import { placeLink, type Looked } from '../../shared/placeLink';
import { Section } from '../../shared/Section';
import { formatTime } from '../../shared/times';
import { formatInterval } from '../formatInterval';
import { incidentLink } from '../incidentLink';
import { useReviewed } from '../log/useReviewed';

import { localWords } from './localWords';
import type { PodFinder } from './PodFinder';
import { podState, type PodState } from './podQuestion';
import { LONG_WORDS } from '../../shared/longWords';

interface PodSectionState extends SceneObjectState {
  readonly finder: SceneObjectRef<PodFinder>;
  /** Of the incidents page. */
  readonly root: string;
}

/** Why the pod died, where one is asked about: the incident that ended it, or that nothing of memory did. */
export class PodSection extends SceneObjectBase<PodSectionState> {
  static Component = PodSectionRenderer;
}

function PodSectionRenderer({ model }: SceneComponentProps<PodSection>) {
  const { finder, root } = model.useState();
  const { pod, history } = finder.resolve().useState();
  const looked = lookedAt(model);
  const found = useReviewed(sceneGraph.getData(model).useState().data, looked.dataSource);
  const answered = history.useState().data;
  const timeRange = sceneGraph.getTimeRange(model);
  const { from, to } = timeRange.useState().value;
  const { search: query } = useLocation();
  const search = pod === undefined ? undefined : readPodSearch(pod);
  if (search === undefined) {
    return null;
  }
  const state = podState({
    search,
    from: from.valueOf(),
    to: to.valueOf(),
    found,
    history: answered,
    nodes: looked.nodes ?? [],
  });
  const { dataSource, timeZone } = looked;
  const hrefOf = (incident: Incident) =>
    incidentLink(incident, { root, dataSource, timeZone, list: query.replace(/^\?/, '') });
  return (
    <Section title={`What became of ${searchName(search)}`}>
      <PodAnswered
        state={state}
        timeZone={timeRange.getTimeZone()}
        hrefOf={hrefOf}
        nodeHref={nodeAt(looked)}
        elsewhereHref={(nodes) => placeLink('incidents', { ...looked, nodes, pod })}
      />
    </Section>
  );
}

/** The node on which a pod was, in the minutes around a moment of it. */
export const nodeAt =
  (looked: Looked): NodeHref =>
  ({ node, cluster }, at) => {
    if (node === undefined) {
      return undefined;
    }
    const { from, to } = narrowRange({ from: at, to: at });
    const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
    const place = { ...looked, nodes: [node], ...(cluster && { cluster }), from: start, to: end };
    return locationUtil.assureBaseUrl(placeLink('node', place));
  };

type NodeHref = (pod: SeenPod, at: EpochMs) => string | undefined;

interface AnsweredProps {
  readonly state: PodState;
  readonly timeZone: string;
  readonly hrefOf: (incident: Incident) => string;
  readonly nodeHref: NodeHref;
  readonly elsewhereHref: (nodes: readonly string[]) => string;
}

/** What became of a pod, with the ways to its incidents and to the node at that moment. */
export function PodAnswered({ state, timeZone, hrefOf, nodeHref, elsewhereHref }: AnsweredProps) {
  const styles = useStyles2(getStyles);
  if (state.state === 'looking') {
    return <LoadingPlaceholder text="Looking for it…" />;
  }
  if (state.state === 'failed') {
    return (
      <Alert className={LONG_WORDS} severity="error" title="What became of it could not be read">
        {state.message}
      </Alert>
    );
  }
  const { answer, elsewhere } = state;
  const seen = state.seen.filter(({ node }) => node !== undefined);
  return (
    <>
      <p className={styles.headline}>{localWords(answer.headline, timeZone)}</p>
      {elsewhere.length > 0 && (
        <p>
          {`It also ran on ${elsewhere.join(', ')}, which is not among the nodes chosen above. `}
          <LinkButton size="sm" variant="secondary" href={locationUtil.assureBaseUrl(elsewhereHref(elsewhere))}>
            Look there
          </LinkButton>
        </p>
      )}
      <Touched answer={answer} timeZone={timeZone} hrefOf={hrefOf} />
      <Ends ends={answer.ends} timeZone={timeZone} seen={seen} nodeHref={nodeHref} />
      {seen.length > 0 && (
        <p className={styles.note}>
          {'Ran: '}
          {seen.slice(0, SHOWN).map((pod, index) => (
            <React.Fragment key={`${pod.namespace} ${pod.pod} ${pod.node}`}>
              {`${index > 0 ? ', ' : ''}${pod.namespace}/${pod.pod} on `}
              <TextLink inline variant="bodySmall" href={nodeHref(pod, pod.lastSeen) ?? ''}>
                {pod.node ?? ''}
              </TextLink>
            </React.Fragment>
          ))}
          {seen.length > SHOWN && ` and ${seen.length - SHOWN} more pods`}
        </p>
      )}
    </>
  );
}

/** Beyond these nobody looks. */
const SHOWN = 8;

function Touched({
  answer,
  timeZone,
  hrefOf,
}: { readonly answer: PodAnswer } & Pick<AnsweredProps, 'timeZone' | 'hrefOf'>) {
  const styles = useStyles2(getStyles);
  return answer.incidents.length === 0 ? null : (
    <ul className={styles.list} aria-label="Its incidents">
      {answer.incidents.slice(0, SHOWN).map(({ incident, isCulprit }) => (
        <li key={incident.id}>
          {`${formatInterval(incident, timeZone)}: `}
          <TextLink inline href={hrefOf(incident)}>
            {incident.headline}
          </TextLink>
          {isCulprit && ' (it was the culprit)'}
        </li>
      ))}
    </ul>
  );
}

interface EndsProps extends Pick<AnsweredProps, 'timeZone' | 'nodeHref'> {
  readonly ends: readonly EndLine[];
  readonly seen: readonly SeenPod[];
}

function Ends({ ends, timeZone, seen, nodeHref }: EndsProps) {
  const styles = useStyles2(getStyles);
  return ends.length === 0 ? null : (
    <>
      <h3 className={styles.title}>How its containers ended last</h3>
      <ul className={styles.list} aria-label="Its last terminations">
        {ends.slice(0, SHOWN).map((end) => (
          <li key={`${end.namespace} ${end.pod} ${end.container} ${end.at ?? end.seenAt}`}>
            {[
              whenOf(end, timeZone),
              ...(end.before ? ['(before this range)'] : []),
              `${workloadName(end)}, container ${end.container}: ${end.words}`,
            ].join(' ')}
            <NodeThen end={end} seen={seen} nodeHref={nodeHref} />
          </li>
        ))}
      </ul>
      {ends.length > SHOWN && <p>{`${ends.length - SHOWN} older ones are not listed.`}</p>}
    </>
  );
}

/** Leads to the node on which it ended, at that moment; nothing where either is unknown. */
function NodeThen({ end, seen, nodeHref }: { readonly end: EndLine } & Pick<EndsProps, 'seen' | 'nodeHref'>) {
  const at = end.at ?? end.seenAt;
  const ran = seen.find(({ namespace, pod }) => namespace === end.namespace && pod === end.pod);
  const href = ran && at !== undefined ? nodeHref(ran, at) : undefined;
  return href === undefined ? null : (
    <>
      {' '}
      <TextLink inline variant="bodySmall" href={href}>
        The node then
      </TextLink>
    </>
  );
}

function whenOf({ at, seenAt }: EndLine, timeZone: string): string {
  return at !== undefined
    ? formatTime(at, timeZone)
    : seenAt === undefined
      ? 'at an unknown time'
      : `before ${formatTime(seenAt, timeZone)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  headline: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  title: css({ ...theme.typography.bodySmall, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  list: css({ paddingLeft: theme.spacing(3), marginBottom: theme.spacing(1), overflowWrap: 'anywhere' }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: 0, overflowWrap: 'anywhere' }),
});
