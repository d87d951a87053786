import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { holdVariables } from '../../test/fixtures/fakeGrafana';

import { AnnotationQueryEditor } from './AnnotationQueryEditor';
import { annotationSupport } from './annotationSupport';
import type { TidemarkDataSource } from './datasource';
import type { EventsQuery, TidemarkQuery } from './query';

const KINDS = ['Evictions', 'OOM kills', 'Terminations', 'Memory pressure'];

beforeAll(() => {
  // The pickers measure their texts; jsdom has no canvas.
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

/** As Grafana's page of annotation settings shows it: over the default. */
function renderSaved(saved: Partial<TidemarkQuery>) {
  holdVariables();
  const changed: TidemarkQuery[] = [];
  const query = { refId: 'Anno', ...annotationSupport.getDefaultQuery?.(), ...saved } as TidemarkQuery;
  const names = () => Promise.resolve([]);
  render(
    <AnnotationQueryEditor
      datasource={{ clusterNames: names, nodeNames: names } as unknown as TidemarkDataSource}
      query={query}
      onChange={(next) => changed.push(next)}
      onRunQuery={() => undefined}
    />
  );
  return changed;
}

const ticked = () => KINDS.filter((name) => screen.getByRole<HTMLInputElement>('checkbox', { name }).checked);
const kindsThatCome = (target: Partial<TidemarkQuery>) =>
  (annotationSupport.prepareQuery?.({ target } as never) as EventsQuery | undefined)?.kinds;

test('a query that names no kinds ticks all of them, and all of them come', () => {
  renderSaved({ kind: 'events', node: 'lab-node' });
  expect(ticked()).toEqual(KINDS);
  expect(kindsThatCome({ kind: 'events', node: 'lab-node' })).toBeUndefined();
});

test('one that names some ticks those, and those come', () => {
  const saved = { kind: 'events', node: 'lab-node', kinds: ['oom-kill'] } as const;
  renderSaved(saved);
  expect(ticked()).toEqual(['OOM kills']);
  expect(kindsThatCome(saved)).toEqual(['oom-kill']);
});

test('no other kind of query is offered: only events can be annotations', () => {
  renderSaved({});
  expect(screen.queryByRole('radio')).not.toBeInTheDocument();
});

test('what was left as another kind becomes events with the first change', async () => {
  const changed = renderSaved({ kind: 'budget', node: 'lab-node' });
  await userEvent.click(screen.getByRole('checkbox', { name: 'Terminations' }));
  expect(changed).toMatchObject([{ kind: 'events', node: 'lab-node', kinds: ['eviction', 'oom-kill', 'pressure'] }]);
});
