import { distinctBy } from '../distinctBy';
import { evidenceOf, type Decision, type Standing } from './decide';
import type { Alternative, Evidence, MissingEvidence } from './types';

/** What else it could have been: each other cause with what rules it out, or what would have to be collected to tell. */
export function tellAlternatives({ others }: Decision): Alternative[] {
  return others.map(tell).sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
}

const ORDER: ReadonlyArray<Alternative['standing']> = ['fits too', 'open', 'unlikely', 'ruled out'];

function tell(standing: Standing): Alternative {
  const evidence = evidenceOf(standing);
  const { verdict } = standing.hypothesis;
  const missing = missingOf(standing);
  if (standing.ruledOut) {
    const against = decisive(standing);
    return { verdict, standing: 'ruled out', because: sentence(against), evidence: against, missing: [] };
  }
  const against = evidence.filter(({ speaks }) => speaks === 'against');
  if (standing.support > 0) {
    const inFavour = evidence.filter(({ speaks }) => speaks === 'for');
    const but = against.length > 0 ? `, but ${sentence(against)}` : '';
    return { verdict, standing: 'fits too', because: `${sentence(inFavour)}${but}`, evidence, missing };
  }
  if (standing.doubted) {
    return { verdict, standing: 'unlikely', because: sentence(against), evidence, missing };
  }
  return { verdict, standing: 'open', because: notCollected(missing), evidence, missing };
}

/** The measurements that contradict it. */
function decisive({ answers }: Standing): Evidence[] {
  return answers.flatMap(({ answer }) =>
    answer.speaks === 'against' && answer.strength !== 'fits' ? answer.evidence : []
  );
}

function missingOf({ answers }: Standing): MissingEvidence[] {
  const all = answers.flatMap(({ answer }) => (answer.speaks === 'silent' && answer.missing ? [answer.missing] : []));
  return distinctBy(all, ({ what }) => what);
}

function notCollected(missing: readonly MissingEvidence[]): string {
  const [first] = missing;
  return first
    ? `cannot be ruled out: ${first.what} is not collected`
    : 'cannot be ruled out; nothing speaks for it either';
}

function sentence(items: readonly Evidence[]): string {
  const [first, second] = items;
  return [first, second].flatMap((item) => (item ? [worded(item)] : [])).join('; ');
}

function worded({ text, value, threshold }: Evidence): string {
  const numbers = [value, threshold && `of ${threshold}`].filter(Boolean).join(' ');
  return numbers && !text.includes(value ?? ' ') ? `${text} (${numbers})` : text;
}
