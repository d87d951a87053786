import { Button, Stack } from '@grafana/ui';
import React from 'react';

import type { NodeLines } from '../../domain/lines/nodeLines';
import type { ObservedUse } from '../../domain/reserve/recommend';
import { costWords, recommendSettings } from '../../domain/reserve/recommendCost';
import type { TriedTexts } from '../../domain/reserve/tryReserve';

interface Props {
  readonly current: NodeLines;
  readonly use: ObservedUse | undefined;
  readonly nodes: number;
  readonly onTry: (texts: TriedTexts) => void;
}

/** The smallest settings that would have held what was seen in this range, and what they cost. */
export function Recommended({ current, use, nodes, onTry }: Props) {
  const found = recommendSettings(current, use);
  if (!found) {
    return null;
  }
  const { texts, lines } = found;
  return (
    <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
      <span>{`The smallest that would have held what was seen: reserved ${texts.reserved}, eviction-hard ${texts.evictionHard}. ${costWords(current, lines, nodes)}`}</span>
      <Button size="sm" variant="secondary" onClick={() => onTry(texts)}>
        Try it
      </Button>
    </Stack>
  );
}
