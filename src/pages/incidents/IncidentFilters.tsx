import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { Combobox, InlineSwitch } from '@grafana/ui';
import React from 'react';

import { MEMORY_VERDICTS, OTHER_VERDICTS, type Verdict } from '../../domain/incidents/types';
import { VERDICT_WORDS } from '../../domain/incidents/verdictWords';
import { ControlField } from '../shared/ControlField';

import { namespacesIn, type IncidentFilter } from './filterIncidents';
import { readIncidentData } from './incidentData';

type IncidentFiltersState = SceneObjectState & IncidentFilter;

const VERDICTS: readonly Verdict[] = [...MEMORY_VERDICTS, ...OTHER_VERDICTS];

/** Which of the incidents found are listed. It lives in the URL, so that a link shows what its sender saw. */
export class IncidentFilters extends SceneObjectBase<IncidentFiltersState> {
  static Component = IncidentFiltersRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['namespace', 'verdict', 'memory'] });

  constructor(state: Partial<IncidentFilter> = {}) {
    super({ memoryOnly: true, ...state });
  }

  getUrlState(): SceneObjectUrlValues {
    const { namespace, verdict, memoryOnly } = this.state;
    return { namespace, verdict, memory: memoryOnly ? 'only' : 'all' };
  }

  updateFromUrl({ namespace, verdict, memory }: SceneObjectUrlValues): void {
    this.setState({
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
      verdict: VERDICTS.find((known) => known === verdict),
      ...(typeof memory === 'string' && { memoryOnly: memory !== 'all' }),
    });
  }

  readonly onNamespace = (namespace: string | undefined) => this.setState({ namespace });
  readonly onVerdict = (verdict: Verdict | undefined) => this.setState({ verdict });
  readonly onMemoryOnly = (memoryOnly: boolean) => this.setState({ memoryOnly });
}

function IncidentFiltersRenderer({ model }: SceneComponentProps<IncidentFilters>) {
  const { namespace, verdict, memoryOnly } = model.useState();
  const { data } = sceneGraph.getData(model).useState();
  const namespaces = namespacesIn(readIncidentData(data).incidents ?? []);
  // One chosen by a link is shown also where no incident found has it.
  const known = namespace === undefined || namespaces.includes(namespace) ? namespaces : [namespace, ...namespaces];
  return (
    <>
      <ControlField label="Namespace" htmlFor="tidemark-namespace">
        <Combobox<string>
          id="tidemark-namespace"
          width={16}
          isClearable
          placeholder="all"
          value={namespace ?? null}
          options={known.map((value) => ({ value, label: value }))}
          onChange={(option) => model.onNamespace(option?.value)}
        />
      </ControlField>
      <ControlField label="Verdict" htmlFor="tidemark-verdict">
        <Combobox<Verdict>
          id="tidemark-verdict"
          width={20}
          isClearable
          placeholder="all"
          value={verdict ?? null}
          options={VERDICTS.map((value) => ({ value, label: VERDICT_WORDS[value].name }))}
          onChange={(option) => model.onVerdict(option?.value)}
        />
      </ControlField>
      <ControlField
        label="Memory only"
        tooltip="Off: also containers that were stopped or crashed, and evictions for other causes."
        htmlFor="tidemark-memory-only"
      >
        <InlineSwitch
          id="tidemark-memory-only"
          value={memoryOnly}
          onChange={(event) => model.onMemoryOnly(event.currentTarget.checked)}
        />
      </ControlField>
    </>
  );
}
