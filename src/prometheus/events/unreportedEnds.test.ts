import { nodeScope } from '../../../test/fixtures/nodeScope';
import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { observeEvents } from './evaluateEvents';

const FROM = Date.UTC(2026, 10, 25, 16, 0);
const STEP = 10_000;
const at = (second: number) => FROM + second * 1000;
const SCOPE: NodeScope = nodeScope({
  identity: { node: 'host' },
  from: FROM,
  to: at(300),
  step: STEP,
  scrapeInterval: STEP,
});
const WEB = { namespace: 'shop', pod: 'shop-web-1', container: 'web', id: '/docker/web' };
const DB = { namespace: 'shop', pod: 'shop-db-1', container: 'db', id: '/docker/db' };

/** A series over the range, or up to `until`, by the second. */
const series = (labels: Series['labels'], value: (second: number) => number, until = 300): Series => {
  const seconds = Array.from({ length: until / 10 + 1 }, (_, i) => i * 10);
  return { labels, times: seconds.map(at), values: seconds.map(value) };
};
const rising =
  (...seconds: readonly number[]) =>
  (now: number) =>
    seconds.filter((one) => one <= now).length;
const stamp = (second: number) => at(second) / 1000;

/** The node's counter and the container's own rise at 100 s; cAdvisor shows the new start a look later. */
const reply = (more: {
  readonly start: (second: number) => number;
  readonly kills?: readonly number[];
}): PromReply => ({
  series: {
    eventsOomKills: [series({ tidemark: 'last' }, rising(...(more.kills ?? [100])))],
    eventsOomContainers: [series({ ...WEB }, rising(100)), series({ ...DB }, () => 0)],
    eventsOomStarts: [series({ ...WEB }, more.start)],
    eventsContainers: [
      series(WEB, stamp),
      series(DB, (second) => stamp(Math.min(second, 200))),
      ...['a', 'b', 'c'].map((id) => series({ ...DB, pod: id, container: id, id: `/docker/${id}` }, stamp)),
    ],
  },
  errors: [],
  warnings: [],
});
const killed = (found: PromReply) =>
  observeEvents(SCOPE, found).kills.map(({ end, rise }) => [end?.pod ?? 'nobody', rise?.container]);

describe('ends where no container statuses are collected', () => {
  it('ends the container that the kernel’s count names when it was started again, though cAdvisor shows that later', () => {
    expect(killed(reply({ start: (second) => stamp(second < 120 ? -600 : 98) }))).toEqual([[WEB.pod, 'web']]);
  });

  it('does not end it when it was never started again', () => {
    expect(killed(reply({ start: () => stamp(-600) }))).toEqual([['nobody', 'web']]);
  });

  it('does not take a restart minutes later for the kill’s', () => {
    expect(killed(reply({ start: (second) => stamp(second < 250 ? -600 : 245) }))).toEqual([['nobody', 'web']]);
  });

  it('ends the container whose cgroup went when the node counted a kill that no container did', () => {
    const found = reply({ start: (second) => stamp(second < 120 ? -600 : 98), kills: [100, 210] });
    expect(killed(found)).toEqual([
      [WEB.pod, 'web'],
      [DB.pod, undefined],
    ]);
  });

  it('tells of no end without a kill: a container that was stopped is no event', () => {
    const { kills, ends } = observeEvents(SCOPE, reply({ start: () => stamp(-600), kills: [] }));
    expect(kills.filter(({ end }) => end)).toEqual([]);
    expect(ends).toEqual([]);
  });
});
