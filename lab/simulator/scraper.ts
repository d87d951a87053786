import type { Job } from './collections';
import type { Exporter, Exposed } from './exposition';
import type { Random } from './random';
import type { CollectionSpec } from './scenario';
import type { Schedule } from './schedule';
import { append, labelSet, STALE, type LabelSet, type SeriesStore, type StoredSeries } from './seriesStore';

/** Whether the exporter answers, and after how long. */
export type Answer = { readonly answers: true; readonly duration: number } | { readonly answers: false };

export interface ScrapeTarget {
  readonly job: Job;
  readonly exporter: Exporter;
  readonly ask: () => Answer;
}

interface ScraperOptions {
  readonly schedule: Schedule;
  readonly store: SeriesStore;
  readonly random: Random;
  readonly collection: CollectionSpec;
  readonly start: number;
  readonly end: number;
  /** On every series of one server of several. */
  readonly replica?: string;
  /** Which of the targets of its exporters: where a line keeps what this one stores it as. */
  readonly place: number;
}

interface Slot {
  readonly series: StoredSeries;
  /** The scrape that saw it last. */
  seen: number;
  /** It is among those that end with the scrape that misses them. */
  lives: boolean;
}

/** Scrapes the target as Prometheus does, with its ways of ending series (prometheus scrape/scrape.go). */
export function scrape(target: ScrapeTarget, options: ScraperOptions): void {
  const { job, exporter, ask } = target;
  const { schedule, store, random, collection, start, end, place } = options;
  const extra: Readonly<Record<string, string>> = options.replica ? { prometheus_replica: options.replica } : {};
  const offset = random.whole(0, job.interval - 1);
  const ofTarget = labelSet({ ...job.labels, ...extra });
  const own = (name: string) => store.series(name, ofTarget);
  const report = {
    up: own('up'),
    duration: own('scrape_duration_seconds'),
    samples: own('scrape_samples_scraped'),
  };
  /** As this target stores the labels that an exporter has several lines of. */
  const sets = new Map<Exposed['labels'], LabelSet>();
  const living: Slot[] = [];
  let generation = 0;

  function next(at: number): void {
    if (at < end) {
      schedule.at(at, () => {
        once(at);
        next(at + job.interval);
      });
    }
  }

  function once(at: number): void {
    const fault = faultAt(collection, job, at - start);
    const lost = collection.loss > 0 && random.chance(collection.loss);
    if (fault === 'down') {
      // A server that restarts has forgotten what it scraped: nothing is marked stale.
      forget();
      return;
    }
    if (fault === 'silent' || (lost && collection.lossIs === 'silent')) {
      return;
    }
    const answer: Answer = fault === 'fails' || lost ? { answers: false } : ask();
    if (!answer.answers || answer.duration > job.timeout) {
      finish(at, { up: 0, duration: answer.answers ? job.timeout : random.between(1, 4), samples: 0 });
      return;
    }
    // The page is made some time after the time stamp that it gets.
    schedule.at(at + answer.duration * random.between(0.2, 0.9), () => {
      generation += 1;
      let count = 0;
      exporter((line, value, stamp) => {
        count += 1;
        take(line, value, at, stamp);
      });
      finish(at, { up: 1, duration: answer.duration, samples: count });
    });
  }

  /** What it stores lives on; a sample with a time of its own does not end, unless that is tracked. */
  function take(line: Exposed, value: number, at: number, stamp: number | undefined): void {
    const found = (line.slots[place] ??= slotFor(line)) as Slot | 'dropped';
    if (found === 'dropped') {
      return;
    }
    const stamped = stamp !== undefined && job.honorTimestamps;
    const taken = append(found.series, stamped ? stamp : at, value);
    // A sample that was refused does not keep its series alive, once the series is known.
    if (!taken || (stamped && !job.trackTimestampsStaleness)) {
      return;
    }
    found.seen = generation;
    if (!found.lives) {
      found.lives = true;
      living.push(found);
    }
  }

  function slotFor({ name, labels }: Exposed): Slot | 'dropped' {
    const set = sets.get(labels) ?? setOf(labels);
    sets.set(labels, set);
    return job.drops(name, set.labels) ? 'dropped' : { series: store.series(name, set), seen: 0, lives: false };
  }

  function setOf(labels: Exposed['labels']): LabelSet {
    const merged: Record<string, string> = { ...labels, ...extra };
    for (const label in job.labels) {
      const value = job.labels[label] ?? '';
      if (label in labels && !job.honorLabels) {
        merged[`exported_${label}`] = labels[label] ?? '';
      }
      if (!(label in labels) || !job.honorLabels) {
        merged[label] = value;
      }
    }
    return labelSet(merged);
  }

  function finish(at: number, told: { up: number; duration: number; samples: number }): void {
    let left = 0;
    for (const slot of living) {
      slot.lives = slot.seen === generation && told.up === 1;
      if (slot.lives) {
        living[left] = slot;
        left += 1;
      } else {
        append(slot.series, at, STALE);
      }
    }
    living.length = left;
    append(report.up, at, told.up);
    append(report.duration, at, told.duration / 1000);
    append(report.samples, at, told.samples);
  }

  function forget(): void {
    living.forEach((slot) => (slot.lives = false));
    living.length = 0;
  }

  next(start + offset);
}

function faultAt({ faults }: CollectionSpec, { kind }: Job, since: number): 'down' | 'fails' | 'silent' | undefined {
  const fault = faults.find((one) => since >= one.at && since < one.at + one.for && (!one.job || one.job === kind));
  return fault && (fault.job ? fault.how : 'down');
}
