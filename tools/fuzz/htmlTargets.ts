import './windowForGrafana';

import { renderMarkdown } from '@grafana/data';
import fc from 'fast-check';

import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../test/fixtures/incidents';
import { EVICTED, UNDER_PRESSURE } from '../../test/fixtures/nodeMemory';
import type { NodeEvent } from '../../src/domain/events/events';
import { exportMarkdown } from '../../src/domain/incidents/exportMarkdown';
import type { Incident } from '../../src/domain/incidents/types';
import { eventsAnnotationFrame } from '../../src/frames/eventsAnnotationFrame';

import { hostileText } from './hostileText';
import { expect, target, type Target } from './target';

const EVENTS: readonly NodeEvent[] = [
  EVICTED,
  UNDER_PRESSURE,
  { ...EVICTED, kind: 'oom-kill', container: 'app', exitCode: 137, reason: 'OOMKilled', processes: 2 },
  { ...EVICTED, kind: 'termination', container: 'app', exitCode: 139, reason: 'Error' },
];
/** Ours, not taken from a label or a log. */
const OWN_WORDS = ['kind', 'verdict', 'confidence', 'fate', 'speaks', 'curve', 'qos'];
/** All that the Markdown itself asks for when it names neither a chart nor a link. */
const TAGS = ['h1', 'h2', 'ul', 'ol', 'li', 'p', 'strong', 'code'];

const several = fc.array(hostileText, { minLength: 1, maxLength: 6 });
const INCIDENTS = [FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED];

/** Of one text: the renderer that checks takes the square of it. No label and no name is longer. */
const RENDERED = 500;

export const htmlTargets: readonly Target[] = [
  target('annotations', 0.05, {
    input: fc.tuple(fc.constantFrom(...EVENTS), several).map(([event, texts]) => withTexts(event, texts)),
    read: (event) => eventsAnnotationFrame([event]),
    check: ({ fields }) => {
      const shown = fields.filter(({ name }) => name === 'title' || name === 'text').flatMap(({ values }) => values);
      const raw = shown.find((html) => /[<>"']/.test(String(html).replaceAll('<br>', '')));
      expect(raw === undefined, `raw HTML: ${raw}`);
    },
  }),
  target('Markdown', 0.01, {
    input: incidentWith(several.map((texts) => texts.map((text) => text.slice(0, RENDERED)))),
    found: ['www.x.invalid', '\r\n\r\n'].map((text) => withTexts(FIGURE_3, [text])),
    read: (incident) => exportMarkdown(incident),
    check: (markdown) => {
      const tags = renderMarkdown(markdown, { noSanitize: true }).match(/<[^>]*>?/g) ?? [];
      const foreign = tags.filter((tag) => !TAGS.includes(/^<\/?(\w+)>$/.exec(tag)?.[1] ?? ''));
      expect(foreign.length === 0, `Markdown that becomes ${foreign.join(' ')}`);
    },
  }),
  target('long Markdown', 0.01, { input: incidentWith(several), read: (incident) => exportMarkdown(incident) }),
];

function incidentWith(texts: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Incident> {
  return fc.tuple(fc.constantFrom(...INCIDENTS), texts).map(([incident, all]) => withTexts(incident, all));
}

/** The same value, each of its texts replaced by the next of the hostile ones. */
function withTexts<T>(value: T, texts: readonly string[]): T {
  let next = 0;
  return JSON.parse(JSON.stringify(value), (key, one: unknown) => {
    next += typeof one === 'string' ? 1 : 0;
    return typeof one === 'string' && !OWN_WORDS.includes(key) ? texts[next % texts.length] : one;
  }) as T;
}
