import type { Asked, Handler } from './handler';
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
    const tags = params.getAll('tags').map(keptTag);
    const [from, to] = [Number(params.get('from') ?? 0), Number(params.get('to') ?? 0)];
    const carries = (one: Kept) => (tag: string) => one.tags.includes(tag);
    const isTagged = (one: Kept) =>
      params.get('matchAny') === 'true' ? tags.some(carries(one)) : tags.every(carries(one));
    const found = kept.filter((one) => isTagged(one) && (to === 0 || (one.time <= to && one.timeEnd >= from)));
    return { status: 200, data: found.slice(0, Number(params.get('limit') ?? 100)) };
  };

  const add = ({ data }: Asked): Reply => {
    const { time = 0, timeEnd = time, text = '', tags = [] } = data as Partial<Kept>;
    if (text === '') {
      return failure(400, 'Failed to save annotation');
    }
    const id = kept.length + 1;
    kept = [...kept, { id, time, timeEnd, text, tags: tags.map(keptTag) }];
    return { status: 200, data: { id, message: 'Annotation added' } };
  };

  return [
    [/^GET \/api\/annotations$/, may('annotations:read', find)],
    [/^POST \/api\/annotations$/, may('annotations:create', add)],
  ];
}

/** A key and a value of at most 100 characters each: Grafana drops what follows a second colon. */
const keptTag = (tag: string) =>
  tag
    .split(':', 2)
    .map((part) => part.trim().slice(0, 100))
    .join(':');
