import { dateTime } from '@grafana/data';
import { sceneGraph, type SceneObject } from '@grafana/scenes';
import { Alert, Button } from '@grafana/ui';
import React from 'react';

import { noNodeWords, rangeWithNode, type NoNode as Found } from '../../domain/node/noNode';

import { formatTime } from './times';

/** Says once that there is no node in the range, and offers the range in which there was one. */
export function NoNode({ model, noNode }: { readonly model: SceneObject; readonly noNode: Found }) {
  const timeRange = sceneGraph.getTimeRange(model);
  const timeZone = timeRange.getTimeZone();
  const { title, text } = noNodeWords(noNode, (time) => formatTime(time, timeZone));
  const range = rangeWithNode(noNode);
  const show = ({ from, to }: { from: number; to: number }) => {
    const [start, end] = [dateTime(from), dateTime(to)];
    timeRange.onTimeRangeChange({ from: start, to: end, raw: { from: start, to: end } });
  };
  return (
    <Alert severity="info" title={title}>
      <p>{text}</p>
      {range && <Button onClick={() => show(range)}>Show the hour before that</Button>}
    </Alert>
  );
}
