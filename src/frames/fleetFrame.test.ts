import { fleetNode, UNKNOWN_STANDING } from '../domain/fleet/testing';
import { MiB } from '../domain/units';

import { fleetFrame, readFleet } from './fleetFrame';

const FINDING = { severity: 'warning', code: 'partial-data', text: 'Part only.' } as const;
const CLOSE = fleetNode('close', { podsWorkingSet: 5700 * MiB, pool: 'batch', requests: 3000 * MiB });
const NODES = [fleetNode('unknown', { ...UNKNOWN_STANDING, evictions: undefined, pressure: undefined }), CLOSE];
const frame = fleetFrame({ nodes: NODES, findings: [FINDING] });
const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;

it.each([
  ['node', ['close', 'unknown']],
  ['risk', ['close to a line', 'unknown']],
  ['pool', ['batch', null]],
  ['podsToEviction', [300 * MiB, null]],
  ['podsToEvictionShare', [0.05, null]],
  ['nodeToEviction', [3250 * MiB, null]],
  ['requestsOfAllocatable', [0.5, null]],
  ['evictions', [0, null]],
  ['pressure', ['no', null]],
])('%s is in order of risk, and empty, not zero, where unknown', (name, values) => {
  expect(column(name)).toEqual(values);
});

it('the page reads back what was written, findings with it', () => {
  expect(readFleet([frame])).toEqual({ nodes: [CLOSE, NODES[0]], findings: [FINDING] });
  expect(frame.meta?.notices).toMatchObject([{ severity: 'warning', text: 'Part only.' }]);
});

it.each([
  ['no answer yet', []],
  ['another kind', [{ ...frame, name: 'budget' }]],
  ['a snapshot without our meta', [{ ...frame, meta: {} }]],
])('%s is no fleet', (_, series) => {
  expect(readFleet(series)).toBeUndefined();
});
