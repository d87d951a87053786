import { candidateQueries, nodesOfPods } from '../../src/prometheus/incidents/candidateQueries';
import { kernelLooks } from '../../src/prometheus/incidents/kernelQueries';
import { atLooksQuery, atMarksQueries } from '../../src/prometheus/incidents/watchQueries';
import { kubelets, nodeInfo } from '../../src/prometheus/queries/nodeInfo';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';

import type { Template } from './template';

/** The same node with those series only that are asked of all nodes before any is reviewed: which there are, and where anything happened. */
export function askedOfAll(template: Template): Template {
  const scope = { labels: DEFAULT_LABELS, scrapeInterval: 30_000, from: template.from, to: template.to };
  const identity = { labels: DEFAULT_LABELS, window: template.to - template.from, seen: 'briefly' } as const;
  const asked = [
    nodeInfo(identity),
    kubelets(identity),
    ...candidateQueries(scope),
    ...atMarksQueries(scope),
    ...kernelLooks(scope, []),
    atLooksQuery(scope, []),
    nodesOfPods(scope, [{ namespace: 'shop', pod: 'any' }]),
  ];
  const words = new Set(asked.flatMap(({ expr }) => expr.match(/\w+/g) ?? []));
  return { ...template, series: template.series.filter(({ name }) => words.has(name)) };
}
