import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { Alert, Button, Field, Input, Stack, TextArea } from '@grafana/ui';
import React, { useState } from 'react';

import { amount } from '../../domain/reserve/reserveForms';
import type { TriedTexts } from '../../domain/reserve/tryReserve';

import { readPasted } from './readPasted';

type ReserveSettingsState = SceneObjectState &
  TriedTexts & {
    /** How many nodes like this one there are: `10`. */
    readonly nodes?: string;
  };

/** What is tried: typed, or out of a pasted kubelet configuration. It lives in the URL, so that a link shows what its sender tried. */
export class ReserveSettings extends SceneObjectBase<ReserveSettingsState> {
  static Component = ReserveSettingsRenderer;
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['reserved', 'evictionHard', 'nodes'] });

  constructor(state: TriedTexts = {}) {
    super({ ...state });
  }

  getUrlState(): SceneObjectUrlValues {
    const { reserved, evictionHard, nodes } = this.state;
    return { reserved: reserved || undefined, evictionHard: evictionHard || undefined, nodes: nodes || undefined };
  }

  updateFromUrl({ reserved, evictionHard, nodes }: SceneObjectUrlValues): void {
    this.setState({
      reserved: typeof reserved === 'string' ? reserved : undefined,
      evictionHard: typeof evictionHard === 'string' ? evictionHard : undefined,
      nodes: typeof nodes === 'string' ? nodes : undefined,
    });
  }

  readonly onChange = (texts: TriedTexts) => this.setState({ ...texts });
  readonly onNodes = (nodes: string) => this.setState({ nodes });
  readonly onReset = () => this.setState({ reserved: undefined, evictionHard: undefined });
}

function ReserveSettingsRenderer({ model }: SceneComponentProps<ReserveSettings>) {
  const { reserved = '', evictionHard = '', nodes = '' } = model.useState();
  return (
    <Stack direction="column" gap={1}>
      <Stack direction="row" gap={2} wrap="wrap" alignItems="flex-end">
        <Field noMargin label="Reserved" description="kubeReserved + systemReserved">
          <Input
            id="tidemark-reserved"
            width={20}
            placeholder="as it is"
            value={reserved}
            onChange={({ currentTarget }) => model.onChange({ reserved: currentTarget.value })}
          />
        </Field>
        <Field noMargin label="Eviction-hard" description="memory.available below it evicts">
          <Input
            id="tidemark-eviction-hard"
            width={20}
            placeholder="as it is"
            value={evictionHard}
            onChange={({ currentTarget }) => model.onChange({ evictionHard: currentTarget.value })}
          />
        </Field>
        <Field noMargin label="Nodes like this one" description="what it costs on all of them">
          <Input
            id="tidemark-nodes"
            width={14}
            type="number"
            min={1}
            placeholder="1"
            value={nodes}
            onChange={({ currentTarget }) => model.onNodes(currentTarget.value)}
          />
        </Field>
        <Button variant="secondary" fill="outline" icon="history-alt" onClick={model.onReset}>
          As it is
        </Button>
      </Stack>
      <Paste onRead={model.onChange} />
    </Stack>
  );
}

/** Folded away: most people try a number or two. */
function Paste({ onRead }: { readonly onRead: (texts: TriedTexts) => void }) {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const read = () => {
    const { texts, problems: found } = readPasted(text);
    setProblems(found);
    if (texts) {
      onRead(texts);
    }
  };
  return (
    <details>
      <summary>Or paste a kubelet configuration</summary>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <TextArea
          aria-label="Kubelet configuration"
          rows={6}
          placeholder={`kind: KubeletConfiguration\nkubeReserved:\n  memory: ${amount(1638 * 1024 ** 2)}`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button variant="secondary" disabled={text.trim() === ''} onClick={read}>
          Try these settings
        </Button>
        {problems.map((problem) => (
          <Alert key={problem} severity="error" title={problem} />
        ))}
      </Stack>
    </details>
  );
}
