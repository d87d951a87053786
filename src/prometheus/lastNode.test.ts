import { loadLastNode } from './lastNode';
import type { PromReply, PromRequest } from './ports/port';
import { DEFAULT_LABELS } from './scope';

const NOW = Date.UTC(2026, 10, 24, 17);
const DAYS_30 = 30 * 86_400_000;

async function ask(reply: Partial<PromReply>, cluster?: string) {
  const asked: PromRequest[] = [];
  const found = await loadLastNode(
    (request) => {
      asked.push(request);
      return Promise.resolve({ series: {}, errors: [], warnings: [], ...reply });
    },
    { labels: DEFAULT_LABELS, now: NOW, ...(cluster && { cluster }) }
  );
  return { asked, found };
}

test('one instant query over thirty days finds when any node was seen', async () => {
  const seen = NOW / 1000 - 9000;
  const { asked, found } = await ask({ series: { lastNode: [{ labels: {}, times: [NOW], values: [seen] }] } });
  expect(found).toEqual({ lastSeen: seen * 1000, lookedBack: DAYS_30 });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.queries).toHaveLength(1);
  expect(asked[0]?.queries[0]).toMatchObject({ mode: 'instant' });
});

test('a chosen cluster narrows it', async () => {
  const { asked } = await ask({}, 'prod"x');
  expect(asked[0]?.queries[0]?.expr.match(/cluster="prod\\"x"/g)).toHaveLength(4);
});

test.each<[string, Partial<PromReply>, object]>([
  ['nothing was ever seen', { series: { lastNode: [] } }, { lookedBack: DAYS_30 }],
  ['the query failed', { errors: [{ refId: 'lastNode', message: 'query too long' }] }, {}],
])('%s', async (_, reply, expected) => {
  expect((await ask(reply)).found).toEqual(expected);
});
