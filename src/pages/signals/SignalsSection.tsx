import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { LoadingPlaceholder, Stack } from '@grafana/ui';
import React from 'react';

import { readSignals, type Signals } from '../../frames/signalsTable';
import { Section } from '../shared/Section';
import { QueryErrors } from '../shared/QueryErrors';
import { errorTexts, isLoading } from '../shared/queryState';

import { groupMissing } from './groupMissing';
import { MissingSeries } from './MissingSeries';
import { OtherSeries } from './OtherSeries';
import { detectInstallation } from './settings/detectInstallation';
import { INSTALLATION_NAMES, type Installation } from './settings/setting';
import { SetupFacts } from './SetupFacts';
import { signalsHeadline } from './signalsWords';

interface SignalsSectionState extends SceneObjectState {
  /** By what the series are collected; guessed while nobody has chosen. In the URL. */
  readonly installation?: Installation;
}

/** What is missing and what brings it back, what is there, and how the collection is set up. */
export class SignalsSection extends SceneObjectBase<SignalsSectionState> {
  static Component = SignalsRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['installation'] });

  getUrlState(): SceneObjectUrlValues {
    return { installation: this.state.installation };
  }

  updateFromUrl({ installation }: SceneObjectUrlValues): void {
    this.setState({ installation: isInstallation(installation) ? installation : undefined });
  }

  readonly onInstallation = (installation: Installation) => this.setState({ installation });
}

const isInstallation = (value: unknown): value is Installation =>
  typeof value === 'string' && Object.hasOwn(INSTALLATION_NAMES, value);

function SignalsRenderer({ model }: SceneComponentProps<SignalsSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const node = sceneGraph.lookupVariable('node', model)?.getValue();
  const signals = readSignals(data?.series ?? []);
  return (
    <Stack direction="column" gap={2}>
      <QueryErrors
        errors={errorTexts(data)}
        title={signals ? 'Not everything could be asked for' : 'Which series there are could not be read'}
      />
      {!signals && isLoading(data) && node !== '' && <LoadingPlaceholder text="Looking for the node’s series…" />}
      {signals && <Found model={model} signals={signals} />}
    </Stack>
  );
}

function Found({ model, signals }: { readonly model: SignalsSection; readonly signals: Signals }) {
  const { installation = detectInstallation(signals.statuses) } = model.useState();
  const { statuses, setup } = signals;
  const groups = groupMissing(statuses, installation);
  const nothing = statuses.every(({ state }) => state !== 'found');
  return (
    <>
      <Section title={signalsHeadline(statuses, groups.length)}>
        {nothing && (
          <p>
            Neither kubelet, kube-state-metrics nor node_exporter brought a series of it at the end of this time range.
            Check the node’s name and the time range, or collect it first by the settings below.
          </p>
        )}
        {statuses.some(({ state }) => state === 'no-kubelet') && (
          <p>No kubelet runs on this host: what only a kubelet or kube-state-metrics exports is not missing here.</p>
        )}
        {groups.length > 0 && (
          <MissingSeries
            groups={groups}
            missing={statuses.filter(({ state }) => state === 'missing').map(({ signal }) => signal.id)}
            installation={installation}
            onInstallation={model.onInstallation}
          />
        )}
      </Section>
      {!nothing && (
        <Section title="How it is collected">
          <SetupFacts setup={setup} />
        </Section>
      )}
      <Section title="Every other kind of series">
        <OtherSeries statuses={statuses.filter(({ state }) => state !== 'missing')} />
      </Section>
    </>
  );
}
