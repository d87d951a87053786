import type { Job } from './collections';
import { bundle, type Bundle } from './bundle';
import type { Block, Exporter, Exposed } from './exposition';
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
  /** When the world began, which its faults are counted from. */
  readonly from: number;
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

/** A block as one target stores it. */
interface KeptBlock {
  readonly slots: readonly Slot[];
  readonly bundle: Bundle;
  /** Of each slot, among the block's lines. */
  readonly places: readonly number[];
  /** The values that were taken last, all of them, and with which stamp; −1 for none. */
  version: number;
  stamp: number;
  /** How many times something had ended then. */
  endings: number;
}

/** Scrapes the target as Prometheus does, with its ways of ending series (prometheus scrape/scrape.go). */
export function scrape(target: ScrapeTarget, options: ScraperOptions): void {
  const { job, exporter, ask } = target;
  const { schedule, store, random, collection, from, start, end, place } = options;
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
  let endings = 0;

  function next(at: number): void {
    if (at < end) {
      schedule.at(at, () => {
        once(at);
        next(at + job.interval);
      });
    }
  }

  function once(at: number): void {
    const fault = faultAt(collection, job, at - from);
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
      exporter(
        (line, value, stamp) => {
          count += 1;
          take(line, value, at, stamp);
        },
        (block, stamp) => {
          count += block.lines.length;
          takeBlock(block, at, stamp);
        }
      );
      finish(at, { up: 1, duration: answer.duration, samples: count });
    });
  }

  /** What it stores lives on; a sample with a time of its own does not end, unless that is tracked. */
  function take(line: Exposed, value: number, at: number, stamp: number | undefined): void {
    const found = slotOf(line);
    if (found === 'dropped') {
      return;
    }
    const stamped = stamp !== undefined && job.honorTimestamps;
    const taken = append(found.series, stamped ? stamp : at, value);
    // A sample that was refused does not keep its series alive, once the series is known.
    if (taken && (!stamped || job.trackTimestampsStaleness)) {
      keepAlive(found);
    }
  }

  /** As if line by line; what was taken with this stamp before is the very same again. */
  function takeBlock(block: Block, at: number, stamp: number | undefined): void {
    const known = block.slots[place] as KeptBlock | undefined;
    const kept = known && !known.bundle.isOver() ? known : keep(block);
    block.slots[place] = kept;
    const { slots, places } = kept;
    if (slots.length === 0) {
      return;
    }
    const stamped = stamp !== undefined && job.honorTimestamps;
    const lives = !stamped || job.trackTimestampsStaleness;
    const time = stamped ? stamp : at;
    const isRepeated = kept.stamp === time && kept.version === block.version && kept.endings === endings;
    const isTaken = isRepeated || kept.bundle.append(time, block.values);
    const taken = isTaken
      ? slots
      : slots.filter(({ series }, i) => append(series, time, block.values[places[i] as number] as number));
    for (let i = 0; lives && i < taken.length; i += 1) {
      keepAlive(taken[i] as Slot);
    }
    kept.version = taken.length === slots.length ? block.version : -1;
    kept.stamp = time;
    kept.endings = endings;
  }

  function keep({ lines }: Block): KeptBlock {
    const slots: Slot[] = [];
    const places: number[] = [];
    lines.forEach((line, i) => {
      const slot = slotOf(line);
      if (slot !== 'dropped') {
        slots.push(slot);
        places.push(i);
      }
    });
    const series = slots.map((slot) => slot.series);
    return { slots, places, bundle: bundle(series, places), version: -1, stamp: -1, endings };
  }

  function keepAlive(slot: Slot): void {
    slot.seen = generation;
    if (!slot.lives) {
      slot.lives = true;
      living.push(slot);
    }
  }

  function slotOf(line: Exposed): Slot | 'dropped' {
    return (line.slots[place] ??= slotFor(line)) as Slot | 'dropped';
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
    endings += Number(left < living.length);
    living.length = left;
    append(report.up, at, told.up);
    append(report.duration, at, told.duration / 1000);
    append(report.samples, at, told.samples);
  }

  function forget(): void {
    living.forEach((slot) => (slot.lives = false));
    living.length = 0;
    endings += 1;
  }

  next(start + offset);
}

function faultAt({ faults }: CollectionSpec, { kind }: Job, since: number): 'down' | 'fails' | 'silent' | undefined {
  const fault = faults.find((one) => since >= one.at && since < one.at + one.for && (!one.job || one.job === kind));
  return fault && (fault.job ? fault.how : 'down');
}
