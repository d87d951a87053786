import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
  type SceneQueryRunner,
} from '@grafana/scenes';
import { IconButton, Input } from '@grafana/ui';
import React, { useState } from 'react';

import { readPodSearch } from '../../../domain/pod/podSearch';
import { ControlField } from '../../shared/ControlField';

interface PodFinderState extends SceneObjectState {
  /** As it was typed: `web`, `apps/web`. It lives in the URL. */
  readonly pod?: string;
  /** Where it is looked for: a variable of the page, or all clusters. */
  readonly cluster?: string;
  /** Where its pods ran and how they ended; asked for once there is a name. */
  readonly history: SceneQueryRunner;
}

/** Whose death is asked about: a pod or a workload, also one that is gone. */
export class PodFinder extends SceneObjectBase<PodFinderState> {
  static Component = PodFinderRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['pod'] });

  constructor(state: PodFinderState) {
    super(state);
    this.addActivationHandler(() => {
      this.ask();
      this._subs.add(
        this.subscribeToState((next, before) => {
          if (next.pod !== before.pod) {
            this.ask();
          }
        })
      );
      return () => {
        this.stop?.();
        this.stop = undefined;
      };
    });
  }

  getUrlState(): SceneObjectUrlValues {
    return { pod: this.state.pod };
  }

  updateFromUrl({ pod }: SceneObjectUrlValues): void {
    this.onSearch(typeof pod === 'string' ? pod : '');
  }

  readonly onSearch = (text: string) => this.setState({ pod: readPodSearch(text) && text.trim() });

  private stop?: () => void;

  private ask(): void {
    const { pod, history, cluster = '$cluster' } = this.state;
    if (pod === undefined) {
      return;
    }
    history.setState({ queries: [{ refId: 'P', kind: 'podHistory', cluster, pod }], data: undefined });
    if (this.stop) {
      history.runQueries();
    } else {
      this.stop = history.activate();
    }
  }
}

function PodFinderRenderer({ model }: SceneComponentProps<PodFinder>) {
  const { pod = '' } = model.useState();
  return (
    <ControlField label="Why did my pod die?" htmlFor="tidemark-pod">
      {/* Typed anew where the search comes from elsewhere: a link, the browser's way back. */}
      <PodInput key={pod} pod={pod} onSearch={model.onSearch} />
    </ControlField>
  );
}

interface PodInputProps {
  readonly pod: string;
  readonly onSearch: (text: string) => void;
}

function PodInput({ pod, onSearch }: PodInputProps) {
  const [text, setText] = useState(pod);
  return (
    <Input
      id="tidemark-pod"
      width={24}
      placeholder="pod or workload"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onSearch(text)}
      onBlur={() => onSearch(text)}
      suffix={pod !== '' && <IconButton name="times" aria-label="Clear the search" onClick={() => onSearch('')} />}
    />
  );
}
