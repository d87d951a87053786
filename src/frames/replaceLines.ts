import type { DataFrame } from '@grafana/data';

import type { NodeLineName, NodeLines } from '../domain/lines/nodeLines';

import { FRAME, type NodeMemoryMeta } from './names';

const REPLACED: readonly NodeLineName[] = ['allocatable', 'kubepodsLimit', 'podsEvictionLine', 'evictionHard'];

/** The frames with a node's lines as they would be under other settings; its curves stay. Frames received stay untouched. */
export function replaceLines(frames: readonly DataFrame[], lines: NodeLines): DataFrame[] {
  return frames.map((frame) => (frame.name === FRAME.nodeMemory ? withLines(frame, lines) : frame));
}

function withLines(frame: DataFrame, lines: NodeLines): DataFrame {
  const meta = frame.meta?.custom?.tidemark as NodeMemoryMeta | undefined;
  if (meta === undefined) {
    return frame;
  }
  const lineOf = (name: string) => (isReplaced(name) ? lines[name] : undefined);
  const origins = Object.fromEntries(
    REPLACED.flatMap((name) => {
      const line = lines[name];
      return line ? [[name, { provenance: line.provenance, source: line.source }]] : [];
    })
  );
  return {
    ...frame,
    fields: frame.fields.map((field) => {
      const line = lineOf(field.name);
      return line ? { ...field, values: Array.from({ length: frame.length }, () => line.value) } : field;
    }),
    meta: {
      ...frame.meta,
      custom: {
        ...frame.meta?.custom,
        tidemark: { ...meta, current: lines, fields: { ...meta.fields, ...origins } },
      },
    },
  };
}

function isReplaced(name: string): name is NodeLineName {
  return REPLACED.some((one) => one === name);
}
