import { formatRate } from '../../domain/formatBytes';
import type { NearestLine, NearestLineName } from '../../domain/nearestLine';
import type { TimeToLine } from '../../domain/slope';

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

/** What is reached first and when, if it goes on like this; or that nothing is being approached. */
export function nearestWords(nearest: NearestLine | undefined): string {
  if (!nearest) {
    return 'No line is being approached: the last minutes and the last half hour show no significant climb.';
  }
  const { line, time, slope } = nearest;
  return `If it goes on like this, ${WHAT[line]} in ${timeWords(time)}, at +${formatRate(slope.perSecond)}.`;
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
