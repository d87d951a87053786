import { OF_KUBELET, withoutLabel, type OnNode } from '../nodeSelector';
import type { PromQuery, PromReply } from '../ports/port';
import { aggregate, regexLiteral, selector, type Matcher } from '../promql';
import type { Instances, NodeScope } from '../scope';

/**
 * The instances by which the node was scraped without a node label at any time of the range. A pattern is tried on those of all nodes
 * by each selector that has it, 2 ms at three thousand; a name is looked up. Of a server whose index does not tell them they are not
 * worth reading every series.
 */
export const nodeInstances = (scope: OnNode & Pick<NodeScope, 'from' | 'to'>): readonly PromQuery[] => [
  instancesOf(scope, REF_ID.kubelet, '=~'),
  instancesOf(scope, REF_ID.others, '!~'),
];

/** Undefined where nobody could tell. */
export function instancesIn({ series }: Pick<PromReply, 'series'>, { labels }: Pick<NodeScope, 'labels'>) {
  const found = (refId: string) => series[refId]?.flatMap((one) => one.labels[labels.instance] ?? []).sort();
  const [kubelet, others] = [found(REF_ID.kubelet), found(REF_ID.others)];
  return kubelet && others && ({ kubelet, others } satisfies Instances);
}

const REF_ID = { kubelet: 'kubeletInstances', others: 'otherInstances' };

function instancesOf(
  scope: OnNode & Pick<NodeScope, 'from' | 'to'>,
  refId: string,
  op: Extract<Matcher['op'], '=~' | '!~'>
): PromQuery {
  const { labels, from, to } = scope;
  const of: Matcher = { label: '__name__', op, value: OF_KUBELET.map(regexLiteral).join('|') };
  const series = selector('', [of, ...withoutLabel(scope)]);
  const ever = `last_over_time(${series}[${Math.max(1, Math.ceil((to - from) / 1000))}s])`;
  return {
    refId,
    expr: aggregate('group', ever, [labels.instance]),
    mode: 'instant',
    isAlone: true,
    index: { series, by: [labels.instance], window: to - from, isOptional: true },
  };
}
