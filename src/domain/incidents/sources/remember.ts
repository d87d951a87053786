import type { Interval } from '../../events/eventsObserved';

/** The answer to one question about one thing at one time, worked out once for each set of facts. */
export function remember<Facts extends object, About extends object, Answer>(
  ask: (about: About, when: Interval, facts: Facts) => Answer
): (about: About, when: Interval, facts: Facts) => Answer {
  const known = new WeakMap<Facts, WeakMap<About, Map<string, Answer>>>();
  return (about, when, facts) => {
    const ofFacts = known.get(facts) ?? new WeakMap<About, Map<string, Answer>>();
    known.set(facts, ofFacts);
    const answers = ofFacts.get(about) ?? new Map<string, Answer>();
    ofFacts.set(about, answers);
    const key = `${when.earliest} ${when.latest}`;
    if (!answers.has(key)) {
      answers.set(key, ask(about, when, facts));
    }
    return answers.get(key) as Answer;
  };
}
