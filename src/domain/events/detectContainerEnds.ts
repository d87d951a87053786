import { DELAY } from './delays';
import type { ContainerEnd, ContainerLife } from './eventsObserved';
import { isOfPod } from './isOfPod';
import type { DurationMs, EpochMs } from '../units';

/** What kube-state-metrics said of one container at one grid time. */
export interface ContainerLook {
  readonly time: EpochMs;
  readonly restarts?: number;
  /** last_terminated_timestamp, in milliseconds; absent or not positive when the status has none. */
  readonly finishedAt?: EpochMs;
  readonly exitCode?: number;
  /** Reason of the last termination. */
  readonly lastReason?: string;
  /** Reason of the current state, while that is terminated. */
  readonly reason?: string;
}

export interface ContainerHistory {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly uid?: string;
  readonly looks: readonly ContainerLook[];
  /** The last look without the pod, for one that came within the range: nothing of it ended before. */
  readonly notBefore?: EpochMs;
  /** When the pod was found gone, if it was. */
  readonly goneAt?: EpochMs;
  /** The container was there before the first look, so what that shows is old. */
  readonly before: boolean;
}

export interface EndsContext {
  readonly from: EpochMs;
  readonly scrapeInterval: DurationMs;
  /** The looks are further apart than the scrapes: each shows all that was seen since the one before. */
  readonly coarse?: boolean;
  readonly step: DurationMs;
  readonly queries: Readonly<Record<'finished' | 'reasons' | 'restarts', string>>;
  /** Instances of containers as cAdvisor saw them: bound a time that kube-state-metrics learned late. */
  readonly lives: readonly ContainerLife[];
}

/**
 * Every end of one container, each once: by its finishedAt, by the state `terminated`, by the restarts that neither explains.
 * The statuses lag: a busy kubelet reports an end a minute or two late.
 */
export function detectContainerEnds(history: ContainerHistory, context: EndsContext): ContainerEnd[] {
  const fold = new EndsFold(history, context);
  history.looks.forEach((look, i) => fold.take(look, history.looks[i - 1]));
  return boundByLives(fold, context);
}

/** A finish time is of the node's clock, a sample's of the clock of Prometheus, and stamped when cAdvisor looked. */
const CLOCK_SLACK: DurationMs = DELAY.clockSkew + DELAY.housekeeping;

class EndsFold {
  readonly ends: ContainerEnd[] = [];
  /** Ends whose restart has not been counted yet. */
  private awaitingRestart = 0;
  private readonly seenFinish = new Set<EpochMs>();
  /** Nothing had ended by the newest finish when this was looked at. */
  private finishedAfter: EpochMs = -Infinity;
  /** The newest end by its time, while one sample alone showed it, with the code that was shown before. */
  private seenOnce?: { readonly at: EpochMs; readonly time: EpochMs; readonly codeBefore: number | undefined };
  /** Ends known by the state `terminated` alone. */
  private readonly fromState = new Set<ContainerEnd>();
  /** The last of them, with the look that showed it. */
  private stateSeen?: { readonly end: ContainerEnd; readonly look: ContainerLook };
  /** Ends known by the count of restarts alone. */
  readonly fromRestart = new Map<ContainerEnd, Restarted>();
  /** The look before the last restart was counted: what ends after it had not ended before. */
  private restartedAfter = -Infinity;
  /** The look that showed it: what was started then was there by that time. */
  private restartedBy = Infinity;

  constructor(
    private readonly history: ContainerHistory,
    private readonly context: EndsContext
  ) {}

  take(look: ContainerLook, previous: ContainerLook | undefined): void {
    const found = this.ends.length;
    const known = previous ?? (this.history.before ? undefined : BLANK);
    this.retractState(look);
    this.takeFinishedAt(look, previous);
    this.takeRestarts(look, known);
    // A coarse grid shows the state and the restart after it in one look; so does what a node's restart left behind.
    const isTold = this.ends.length > found && (this.context.coarse || isLeftBehind(look));
    if (!isTold) {
      this.takeState(look, known);
    }
    if (!known && (look.reason !== undefined || look.finishedAt !== undefined)) {
      this.awaitingRestart = 1;
    }
  }

  private takeFinishedAt(look: ContainerLook, previous: ContainerLook | undefined): void {
    const { finishedAt } = look;
    if (finishedAt === undefined) {
      return;
    }
    if (this.seenFinish.has(finishedAt)) {
      this.correct(look);
      return;
    }
    this.seenFinish.add(finishedAt);
    this.doubtSeenOnce(look);
    this.seenOnce = { at: finishedAt, time: look.time, codeBefore: previous?.exitCode };
    this.finishedAfter = this.between(previous, look).earliest;
    if (finishedAt < this.context.from) {
      return;
    }
    const exact = {
      earliest: finishedAt,
      latest: finishedAt,
      exact: true,
      exitCode: look.exitCode,
      reason: look.lastReason,
      restarted: true,
    };
    const source = this.source('kube_pod_container_status_last_terminated_timestamp', 'finished', describe(look), look);
    // Only a state seen terminated can turn out to be this end: a restart that was counted lies before every later finish.
    const pending = this.ends.findIndex((end) => this.fromState.has(end) && couldBe(end, finishedAt));
    const earlier = this.ends[pending];
    if (earlier) {
      this.ends[pending] = { ...earlier, ...exact, sources: [...earlier.sources, source] };
      this.finishedAfter = Math.min(this.finishedAfter, earlier.earliest);
    } else {
      this.ends.push({ ...this.named(), ...exact, sources: [source] });
      this.awaitingRestart += 1;
    }
  }

  /** Two replicas of Prometheus may show a new time beside an old code for one look: the latest look has them right. */
  private correct({ time, finishedAt, exitCode, lastReason }: ContainerLook): void {
    if (this.seenOnce?.time !== time) {
      this.seenOnce = undefined;
    }
    const index = this.ends.findIndex((end) => end.exact && end.latest === finishedAt);
    const end = this.ends[index];
    if (end) {
      this.ends[index] = { ...end, exitCode: exitCode ?? end.exitCode, reason: lastReason ?? end.reason };
    }
  }

  /** Whose only sample had the code of the end before, and the next another: that code may be the other replica's, and old. */
  private doubtSeenOnce({ exitCode }: ContainerLook): void {
    const { at, codeBefore } = this.seenOnce ?? {};
    const index = this.ends.findIndex((end) => end.exact && end.latest === at);
    const end = this.ends[index];
    if (end && end.exitCode === codeBefore && end.exitCode !== exitCode) {
      this.ends[index] = { ...end, exitCode: undefined };
    }
  }

  private takeRestarts(look: ContainerLook, previous: ContainerLook | undefined): void {
    const before = previous?.restarts;
    if (look.restarts === undefined || before === undefined || look.restarts <= before) {
      return;
    }
    const unexplained = look.restarts - before - this.awaitingRestart;
    this.awaitingRestart = Math.max(0, -unexplained);
    const source = this.source(
      'kube_pod_container_status_restarts_total',
      'restarts',
      `${before} → ${look.restarts}`,
      look
    );
    this.markRestarted(source);
    // A status without a time (ContainerStatusUnknown, old kube-state-metrics) still says how the last one ended.
    const told = look.finishedAt === undefined ? { exitCode: look.exitCode, reason: look.lastReason } : {};
    const { earliest: restartedAfter } = this.between(previous, look);
    const within = this.startedBetween(previous, look);
    const { finishedAt = Infinity } = look;
    const latest = Math.min(within.latest, finishedAt);
    const inTime = restartedAfter - backOffBefore(look.restarts);
    for (let n = 0; n < unexplained; n++) {
      if (finishedAt < within.earliest) {
        this.takeUntold(finishedAt, source);
      } else {
        const last = n === unexplained - 1 ? told : {};
        const end = { ...this.named(), ...within, latest, ...last, restarted: true, sources: [source] };
        this.ends.push(end);
        this.fromRestart.set(end, { after: restartedAfter, inTime, startedBy: this.restartedBy });
      }
    }
    this.restartedAfter = restartedAfter;
    this.restartedBy = look.time;
  }

  /** Nothing ended since the newest finish: one more restart than was told of says that another had ended just before that. */
  private takeUntold(finishedAt: EpochMs, source: ContainerEnd['sources'][number]): void {
    const next = this.ends.findIndex((end) => end.exact && end.latest === finishedAt);
    if (next < 0) {
      return;
    }
    const earliest = Math.min(this.finishedAfter, finishedAt);
    const end = { ...this.named(), earliest, latest: finishedAt, exact: false, restarted: true, sources: [source] };
    this.ends.splice(next, 0, end);
    this.fromRestart.set(end, { after: earliest, inTime: earliest });
  }

  /**
   * The count goes up when the container is started again, which may be a back-off after its end. One that a loss of power took is not
   * counted, and lengthens the next all the same. After the longest a busy kubelet may be late besides: after shorter ones that would
   * leave one victim in two hundred without a name, and explain nothing.
   */
  private startedBetween(
    previous: ContainerLook | undefined,
    look: ContainerLook
  ): Pick<ContainerEnd, 'earliest' | 'latest' | 'exact'> {
    const within = this.between(previous, look);
    const restarts = (look.restarts ?? 1) + UNCOUNTED;
    const since = Math.max(this.restartedAfter, this.history.notBefore ?? -Infinity);
    const wait = backOffBefore(restarts);
    const earliest = Math.max(within.earliest - wait - (wait < DELAY.crashLoopBackOff ? 0 : DELAY.statusReport), since);
    return { ...within, earliest: Math.min(within.earliest, earliest) };
  }

  private takeState(look: ContainerLook, previous: ContainerLook | undefined): void {
    const { reason } = look;
    const sameState = previous?.reason !== undefined && previous.restarts === look.restarts;
    // First seen terminated: old, when the pod was there before.
    const old = previous === undefined;
    if (reason === undefined || sameState || old) {
      return;
    }
    const source = this.source('kube_pod_container_status_terminated_reason', 'reasons', reason, look);
    const end = { ...this.named(), ...this.between(previous, look), reason, restarted: false, sources: [source] };
    this.ends.push(end);
    this.fromState.add(end);
    this.stateSeen = { end, look };
    this.awaitingRestart += 1;
  }

  /**
   * A container that ended stays so, or is started again and told as the last one that ended: a state that is over with neither was
   * an old one, which the other of two replicas of Prometheus still showed.
   */
  private retractState({ reason, restarts, finishedAt }: ContainerLook): void {
    const { end, look } = this.stateSeen ?? {};
    const isOver = reason === undefined && restarts !== undefined && finishedAt !== undefined;
    const index = end ? this.ends.indexOf(end) : -1;
    if (index >= 0 && isOver && restarts === look?.restarts && finishedAt === look?.finishedAt) {
      this.ends.splice(index, 1);
      this.awaitingRestart = Math.max(0, this.awaitingRestart - 1);
    }
    if (reason === undefined) {
      this.stateSeen = undefined;
    }
  }

  private markRestarted(source: ContainerEnd['sources'][number]): void {
    const last = this.ends.length - 1;
    const end = this.ends[last];
    // An end known by its restart has had it.
    if (end && !this.fromRestart.has(end)) {
      const restarted = { ...end, restarted: true, sources: [...end.sources, source] };
      this.ends[last] = restarted;
      if (this.fromState.has(end)) {
        this.fromState.add(restarted);
      }
    }
  }

  private between(
    previous: ContainerLook | undefined,
    look: ContainerLook
  ): Pick<ContainerEnd, 'earliest' | 'latest' | 'exact'> {
    const { scrapeInterval, step } = this.context;
    const { notBefore } = this.history;
    // First seen after a silence, it may have ended at any time of that.
    const last = previous === undefined || previous === BLANK ? (notBefore ?? look.time - step) : previous.time;
    const earliest = Math.max(last - scrapeInterval, notBefore ?? -Infinity);
    return { earliest: Math.min(earliest, look.time), latest: look.time, exact: false };
  }

  private named(): Pick<ContainerEnd, 'namespace' | 'pod' | 'container' | 'uid' | 'podNotBefore' | 'podGoneAt'> {
    const { namespace, pod, container, uid, notBefore: podNotBefore, goneAt: podGoneAt } = this.history;
    return { namespace, pod, container, uid, ...(podNotBefore !== undefined && { podNotBefore }), podGoneAt };
  }

  private source(metric: string, query: keyof EndsContext['queries'], observed: string, { time }: ContainerLook) {
    return { metric, query: this.context.queries[query], observed, at: time };
  }
}

/** The longest wait before the nth restart: it doubles with each, up to a ceiling (K32 kubelet.go: backOffPeriod, MaxContainerBackOff). */
function backOffBefore(restart: number): DurationMs {
  return restart <= 1 ? 0 : Math.min(DELAY.crashLoopBackOff, DELAY.firstBackOff * 2 ** (restart - 2));
}

/** So many restarts may be missing from a count. */
const UNCOUNTED = 1;

/** What the kubelet finds gone when the node is up again it tells as the state and as the last end at once. */
const isLeftBehind = ({ reason, lastReason }: ContainerLook): boolean => reason === 'Unknown' && lastReason === reason;

const BLANK: ContainerLook = { time: 0, restarts: 0 };

function couldBe(end: ContainerEnd, at: EpochMs): boolean {
  return at >= end.earliest - DELAY.statusReport && at <= end.latest + CLOCK_SLACK;
}

function describe({ exitCode, lastReason, finishedAt }: ContainerLook): string {
  const time = finishedAt === undefined ? '' : ` at ${new Date(finishedAt).toISOString()}`;
  return `exit code ${exitCode ?? 'unknown'} (${lastReason ?? 'no reason'})${time}`;
}

/**
 * cAdvisor loses a container when it ends: the newest instance lost by then bounds an end that the API learned late. In a row of
 * crashes each restart follows the end of the newest instance that no other end was; by itself only, where no restart was counted.
 */
function boundByLives({ ends, fromRestart }: EndsFold, context: EndsContext): ContainerEnd[] {
  const { lives } = context;
  const taken = new Set<ContainerLife>();
  const inTimeOf = (end: ContainerEnd) => fromRestart.get(end)?.inTime ?? end.earliest;
  return ends.map((end, i) => {
    const isAlone = ends.every((other) => other === end || !near(other, end));
    const restart = fromRestart.get(end);
    const isRestarted = restart !== undefined;
    const free = lives.filter((life) => isLostBy(end, life) && !(isRestarted && taken.has(life)));
    const followed = isRestarted ? free.filter((life) => isFollowedBy(end, life, lives)) : [];
    const lost = newest(followed.length > 0 ? followed : free);
    if (!lost) {
      const since = { ...end, earliest: unseenSince(end, context, restart?.startedBy) };
      return { ...since, earliest: ranOnUntil(since, context) };
    }
    const later = ends.slice(i + 1).filter((other) => !isLostBefore(inTimeOf(other), lost));
    if (isRestarted && followed.length === 0 && mayBeNew(lost, restart.after, later, lives)) {
      return end;
    }
    // Lost before it can have ended, unless its status came late, while a later one was lost in time: it may be either.
    const inTime = inTimeOf(end);
    if (isLostBefore(inTime, lost) && free.some((life) => !isLostBefore(inTime, life))) {
      return end;
    }
    taken.add(lost);
    const next = ends.slice(i + 1).find((later) => fromRestart.has(later));
    if (isRestarted && mayTellOfNext(end, { lost, next, lives })) {
      return { ...end, earliest: Math.max(end.earliest, lost.lastSample) };
    }
    const earliest = lost.lastSample;
    const latest = Math.max(earliest, Math.min(end.latest, lost.missedAt ?? end.latest));
    const isBound = !end.exact && (isAlone || isRestarted);
    return { ...end, qos: lost.qos, ...(isBound && { earliest, latest, aliveAt: earliest }) };
  });
}

/** How a restart that was counted bounds the end before it. */
interface Restarted {
  /** The last look before it. */
  readonly after: EpochMs;
  /** What ended since would have been told in time, after no more than the back-off. */
  readonly inTime: EpochMs;
  /** The look that showed that the instance that ended had been started. */
  readonly startedBy?: EpochMs;
}

/**
 * Who was started long before, and never seen by a cAdvisor that was read, did not run until the back-off before the next restart: it
 * may have ended at any time since the one before was seen, and a busy kubelet was late to start the next. A series without the cgroup's
 * path goes through all of them.
 */
function unseenSince(end: ContainerEnd, { lives, scrapeInterval }: EndsContext, startedBy = Infinity): EpochMs {
  const { earliest } = end;
  const told = lives.filter((life) => life.id !== undefined && isSame(life, end));
  const last = newest(told.filter(({ firstSample }) => firstSample < earliest));
  const isLong = earliest - startedBy >= 3 * scrapeInterval;
  return isLong && last && last.lastSample < startedBy && isLostBefore(earliest, last) ? last.lastSample : earliest;
}

/**
 * Of two ends after one instance both came later, though only one is its own: it ends once, and no other of its container runs beside it.
 * It was there before anything that may be told so late.
 */
function ranOnUntil(end: ContainerEnd, { lives }: EndsContext): EpochMs {
  const ranOn = lives.filter(
    (life) =>
      isInstanceOf(end, life) && life.firstSample <= end.earliest - DELAY.statusReport && life.lastSample <= end.latest
  );
  return Math.max(end.earliest, ...ranOn.map(({ lastSample }) => lastSample));
}

interface Between {
  readonly lost: ContainerLife;
  /** The end before the next restart. */
  readonly next: ContainerEnd | undefined;
  readonly lives: readonly ContainerLife[];
}

/**
 * A status tells of the newest end, and a restart may wait for a back-off: a code without a time may be of the instance that was
 * started in between, unless that was seen to run on.
 */
function mayTellOfNext({ exitCode, latest }: ContainerEnd, { lost, next, lives }: Between): boolean {
  const started = lives.filter(
    (life) => isSame(life, lost) && life.firstSample > lost.lastSample && life.firstSample <= latest
  );
  const ranOn = started.some(({ lastSample }) => lastSample >= latest);
  const isLong = (lost.missedAt ?? latest) < latest;
  return exitCode !== undefined && isLong && !ranOn && (started.length > 0 || next?.exitCode === exitCode);
}

const isLostBefore = (time: EpochMs, { missedAt = Infinity }: ContainerLife): boolean => missedAt < time;

/** It came into sight about the restart, or is all that a later end can be of, told in time: it may be what was started. */
function mayBeNew(
  life: ContainerLife,
  restartedAfter: EpochMs,
  later: readonly ContainerEnd[],
  lives: readonly ContainerLife[]
): boolean {
  const isNewestOf = (end: ContainerEnd) => life === newest(lives.filter((other) => isLostBy(end, other)));
  return life.firstSample >= restartedAfter || later.some(isNewestOf);
}

const newest = (lives: readonly ContainerLife[]): ContainerLife | undefined =>
  [...lives].sort((a, b) => b.lastSample - a.lastSample)[0];

/** What was started again was seen since: that instance, whatever became of it, is not the one that had ended. */
function isFollowedBy(end: ContainerEnd, life: ContainerLife, lives: readonly ContainerLife[]): boolean {
  return lives.some(
    (next) =>
      isSame(next, life) && next.id !== life.id && next.firstSample > life.lastSample && next.firstSample <= end.latest
  );
}

function near(a: ContainerEnd, b: ContainerEnd): boolean {
  return a.earliest - DELAY.statusReport <= b.latest && b.earliest - DELAY.statusReport <= a.latest;
}

/** Of the container that ended, in its own pod and not in another of the name. */
const isInstanceOf = (end: ContainerEnd, life: ContainerLife): boolean =>
  life.id !== undefined && isSame(life, end) && isOfPod(life.id, end.uid) !== false;

function isLostBy(end: ContainerEnd, life: ContainerLife): boolean {
  const { lastSample, missedAt = -Infinity } = life;
  return isInstanceOf(end, life) && missedAt >= end.earliest - DELAY.statusReport && lastSample <= end.latest;
}

type Named = Pick<ContainerLife, 'namespace' | 'pod' | 'container'>;

function isSame(a: Named, b: Named): boolean {
  return a.namespace === b.namespace && a.pod === b.pod && a.container === b.container;
}
