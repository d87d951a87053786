import type { Asked, Handler } from './grafanaServer';
import { failure, type Reply } from './reply';

interface Kept {
  readonly id: number;
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
}

type Route = readonly [RegExp, Handler];

/** Grafana's annotations, as long as the page lives. Several tags are an "and", unless any is asked for. */
export function annotationRoutes(may: (action: string, handler: Handler) => Handler): readonly Route[] {
  let kept: readonly Kept[] = [];

  const find = ({ params }: Asked): Reply => {
    const tags = params.getAll('tags');
    const [from, to] = [Number(params.get('from') ?? 0), Number(params.get('to') ?? 0)];
    const isTagged = (one: Kept) =>
      params.get('matchAny') === 'true'
        ? tags.some((tag) => one.tags.includes(tag))
        : tags.every((tag) => one.tags.includes(tag));
    const found = kept.filter((one) => isTagged(one) && (to === 0 || (one.time <= to && one.timeEnd >= from)));
    return { status: 200, data: found.slice(0, Number(params.get('limit') ?? 100)) };
  };

  const add = ({ data }: Asked): Reply => {
    const { time = 0, timeEnd = time, text = '', tags = [] } = data as Partial<Kept>;
    if (text === '') {
      return failure(400, 'Failed to save annotation');
    }
    const id = kept.length + 1;
    kept = [...kept, { id, time, timeEnd, text, tags }];
    return { status: 200, data: { id, message: 'Annotation added' } };
  };

  return [
    [/^GET \/api\/annotations$/, may('annotations:read', find)],
    [/^POST \/api\/annotations$/, may('annotations:create', add)],
  ];
}
