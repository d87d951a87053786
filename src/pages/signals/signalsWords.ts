import { counted } from '../../domain/words/counted';
import type { Ends, Setup } from '../../prometheus/signals/evaluateSetup';
import type { SignalStatus } from '../../prometheus/signals/evaluateSignals';

/** `5 of 33 kinds of series are missing; 2 settings bring them back` */
export function signalsHeadline(statuses: readonly SignalStatus[], settings: number): string {
  const count = (state: SignalStatus['state']) => statuses.filter((one) => one.state === state).length;
  const [missing, unknown, without] = [count('missing'), count('unknown'), count('no-kubelet')];
  const asked = statuses.length - without;
  if (statuses.every(({ state }) => state !== 'found')) {
    return unknown > 0 ? 'Which series there are could not be read' : 'Nothing was found of this node';
  }
  const open = unknown > 0 ? `; ${unknown} could not be asked for` : '';
  if (missing === 0) {
    return `Nothing is missing${open}`;
  }
  const verb = missing === 1 ? 'is' : 'are';
  const bring = settings === 1 ? 'one setting brings' : `${settings} settings bring`;
  return `${missing} of ${counted(asked, 'kind')} of series ${verb} missing; ${bring} ${missing === 1 ? 'it' : 'them'} back${open}`;
}

export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** How the collection is set up, and what follows from it. */
export function setupFacts(setup: Setup): readonly Fact[] {
  return [
    { name: 'Server', text: ENGINES[setup.engine] },
    { name: 'Scrapes', text: scrapesOf(setup) },
    { name: 'Node', text: nodeOf(setup) },
    { name: 'Cluster', text: clusterOf(setup) },
    ...(setup.replicaLabel
      ? [{ name: 'Replicas', text: `Told apart by ${setup.replicaLabel}; nothing is counted twice.` }]
      : []),
    { name: 'Ends of series', text: ENDS[setup.ends] },
    { name: 'Recording rules', text: rulesOf(setup) },
  ];
}

const ENGINES: Readonly<Record<Setup['engine'], string>> = {
  Prometheus: 'Answers by Prometheus’ rules: Prometheus itself, or Thanos, Mimir or Cortex, which use its engine.',
  VictoriaMetrics: 'Answers by VictoriaMetrics’ rules.',
  unknown: 'Not known.',
};

const ENDS: Readonly<Record<Ends, string>> = {
  'at-once': 'Samples have the time of their scrape: a container that is gone ends with it, and there are no ghosts.',
  'after-five-minutes':
    'Samples have cAdvisor’s own times, and what is gone stays for five minutes: Tidemark leaves it out of the pods’ curve and draws it dotted. ' +
    'track_timestamps_staleness: true ends it at once.',
  'own-times': 'Samples have cAdvisor’s own times. Nothing has ended lately that would tell whether ends are marked.',
  unknown: 'Not known: cAdvisor’s start times and limits, which would tell, are not collected.',
};

function scrapesOf({ jobs }: Setup): string {
  const told = jobs.map(({ job, interval }) =>
    interval === undefined ? job || 'without a job' : `${job || 'without a job'} every ${interval / 1000} s`
  );
  return told.length === 0 ? 'None found.' : `${told.join(', ')}.`;
}

function nodeOf({ nodeBy }: Setup): string {
  return nodeBy.length === 0 ? 'Not known.' : `Known by the label ${nodeBy.join(', and where that is absent by ')}.`;
}

function clusterOf({ clusterLabel }: Setup): string {
  if (!clusterLabel) {
    return 'The series carry no label for it.';
  }
  const { name, isRead, values } = clusterLabel;
  return isRead
    ? `${name}="${values.join('", "')}".`
    : `The series carry ${name}, which this data source does not read: enter it in its settings, or clusters are mixed up.`;
}

function rulesOf({ rules: { tidemark, mixin } }: Setup): string {
  const found = [...(tidemark ? ['Tidemark’s'] : []), ...(mixin ? ['kubernetes-mixin’s'] : [])];
  return found.length === 0
    ? 'None found: the fleet page reads raw series, which costs more and shows the same.'
    : `${found.join(' and ')} found${tidemark ? ': the fleet page reads them' : '; Tidemark’s own would make the fleet page cheaper'}.`;
}

/** Newer than two scrapes, as the queries ask. */
export const isLate = ({ age, interval = 30_000 }: SignalStatus): boolean =>
  age !== undefined && age > 2 * interval + 20_000;
