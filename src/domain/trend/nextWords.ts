import { capital } from '../words/capital';
import { formatMiB, formatRate } from '../quantity/formatBytes';
import type { NearestLine, NearestLineName } from './nearestLine';
import type { NodeMemory } from '../node/nodeMemory';
import type { Sourced } from '../provenance';
import type { TimeToLine } from './slope';
import { standingAtEnd, type Level, type Standing } from './standing';
import type { Bytes } from '../units';

/** `about 6 min (4–11)`: in the unit that fits what is expected. */
export function timeWords({ earliest, expected, latest }: TimeToLine): string {
  const { ms, name } = UNITS.find(({ from }) => expected >= from) ?? SECONDS;
  const rounded = (duration: number) => {
    const amount = duration / ms;
    return amount < 10 && ms > SECONDS.ms ? Number(amount.toFixed(1)) : Math.round(amount);
  };
  const [from, to] = [rounded(earliest), rounded(latest)];
  return `about ${rounded(expected)} ${name}${from === to ? '' : ` (${from}–${to})`}`;
}

/** Level, pressure and trend at the end of the range, in sentences that speak together: calm is only what all of them call calm. */
export function outlookWords(memory: NodeMemory): string {
  const standing = standingAtEnd(memory);
  const { levels, pressure, nearest } = standing;
  const lead = pressure ? ['MemoryPressure is on.'] : [];
  if (levels.length === 0) {
    return [...lead, 'Where the node stands is unknown: nothing was sampled at the end of this range.'].join(' ');
  }
  const pressing = levels.filter(isPressing).map((level) => `${capital(levelWords(level, memory))}.`);
  const trend = nearest
    ? `If it goes on like this, ${nearestWords(nearest)}.`
    : withoutTrend(standing, pressing.length > 0);
  return [...lead, ...pressing, trend].filter(Boolean).join(' ');
}

/** The headline of a range in which nothing happened yet, where its end is close to a line or beyond it; else undefined. */
export function headlineAhead(memory: NodeMemory): string | undefined {
  const { levels, pressure, nearest } = standingAtEnd(memory);
  const lead = pressure ? 'memory pressure; ' : '';
  const soon = nearest && nearest.time.expected <= SOON ? nearestWords(nearest) : undefined;
  const pressing = levels.filter(isPressing).sort((a, b) => rank(a) - rank(b))[0];
  if (pressing) {
    const level = levelWords(pressing, memory);
    return capital(`${lead}at the end of this range ${level}${soon ? `; if it goes on like this, ${soon}` : ''}`);
  }
  return soon && capital(`${lead}if it goes on like this, ${soon}`);
}

/** What is further away is not a headline. */
const SOON = 3_600_000;

const isPressing = ({ standing }: Level) => standing === 'crossed' || standing === 'close';
const rank = ({ standing }: Level) => (standing === 'crossed' ? 0 : 1);

/** `the node has 220 MiB available of 5931 MiB, below the 750 MiB at which the kubelet evicts` */
function levelWords({ of, value, line, standing }: Level, { current: { capacity } }: NodeMemory): string {
  const beyond = of === 'pods' ? 'above' : 'below';
  const against = line
    ? `, ${standing === 'crossed' ? beyond : 'close to'} the ${lineWords(line)} at which the kubelet evicts`
    : '; its eviction-hard is unknown';
  const whole = capacity ? ` of ${formatMiB(capacity.value)}` : '';
  return of === 'pods'
    ? `the pods use ${formatMiB(value)}${against}`
    : `the node has ${formatMiB(value)} available${whole}${against}`;
}

const lineWords = ({ value, provenance }: Sourced<Bytes>) =>
  `${formatMiB(value)}${provenance === 'assumed' ? ' (assumed)' : ''}`;

/** Without a trend: a climb that was no steady one is no calm, nor is a line that nobody knows far away. */
function withoutTrend({ levels, pressure, grownBy }: Standing, isPressed: boolean): string {
  if (grownBy !== undefined) {
    return `Memory grew by ${formatMiB(grownBy)} within the last half hour, not steadily enough to say when a line is reached.`;
  }
  if (isPressed || pressure) {
    return '';
  }
  const calm = 'the last minutes and the last half hour show no significant climb.';
  if (levels.every(({ standing }) => standing === 'unknown')) {
    return `How far the lines that evict are is unknown; ${calm}`;
  }
  return levels.length === 2 && levels.every(({ standing }) => standing === 'clear')
    ? `No line is being approached: ${calm}`
    : `No line that is known is being approached: ${calm}`;
}

/** `the pods reach the line above which the kubelet evicts in about 6 min (4–11), at +17.0 MiB/s` */
export function nearestWords({ line, time, slope }: NearestLine): string {
  return `${WHAT[line]} in ${timeWords(time)}, at +${formatRate(slope.perSecond)}`;
}

const WHAT: Readonly<Record<NearestLineName, string>> = {
  podsEvictionLine: 'the pods reach the line above which the kubelet evicts',
  kubepodsLimit: 'the pods reach their limit, where the kernel kills,',
  evictionHard: 'the node falls below eviction-hard, where the kubelet evicts,',
};

const SECONDS = { from: 0, ms: 1000, name: 's' };
/** Each unit from where it says as much as the one before. */
const UNITS = [
  { from: 2 * 86_400_000, ms: 86_400_000, name: 'days' },
  { from: 2 * 3_600_000, ms: 3_600_000, name: 'h' },
  { from: 100_000, ms: 60_000, name: 'min' },
  SECONDS,
];
