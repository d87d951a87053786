import { formatMiB, formatRate } from '../quantity/formatBytes';
import { MiB, type Bytes, type BytesPerSecond } from '../units';

import type { CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { preventionFacts, type PreventionFacts } from './preventionFacts';
import type { ReviewData } from './reviewData';
import { culpritName } from './verdictWords';

/** What would have prevented it, with the incident's own numbers; what is not known is left out, never guessed. */
export function prevention(file: CaseFile, data: ReviewData, blame: Blame): string[] {
  const facts = preventionFacts(file, data, blame);
  const { kind } = blame.culprit;
  const name = culpritName(blame.culprit);
  switch (file.verdict) {
    case 'oom1-container-limit':
    case 'child-killed':
      return ownLimit(kind === 'pod' ? name : 'the container', facts);
    case 'oom2-allocatable-evicted':
      return [...(kind === 'pod' ? [limitAlone(name, facts)] : []), requestWhatIsUsed(name, kind === 'pod', facts)];
    case 'oom3-node-evicted':
    case 'node-exhausted':
      return kind === 'outside-pods'
        ? [...reserve(facts), CAP_OUTSIDE, ...higherEvictionHard(facts)]
        : [...(kind === 'pod' ? [limitAlone(name, facts)] : []), ...reserve(facts), ...earlierEviction(facts)];
    case 'oom4-kubepods-limit':
      return [...(kind === 'pod' ? [limitAlone(name, facts)] : []), widerBand(facts)];
    case 'parent-limit':
      return [
        'Raise the limit of the parent cgroup above what all below it need, or give each container a limit of its own.',
      ];
    case 'oom5-runtime-ceiling':
      return [runtimeCeiling(facts)];
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'replaced':
    case 'node-restarted':
    case 'kubelet-restarted':
    case 'evicted-other':
    case 'unknown':
      return [];
  }
}

function ownLimit(name: string, facts: PreventionFacts): string[] {
  const { limit } = facts;
  return typeof limit === 'number'
    ? [
        `Its memory limit is ${formatMiB(limit)}: raise it above what ${name} needs, or find what makes it grow.`,
        ...doubled(limit, facts),
      ]
    : [`Find what makes ${name} grow, or raise its memory limit above what it needs.`];
}

/** What one tries first; it only helps where the growth ends. A container that refills between two scrapes shows no growth. */
function doubled(limit: Bytes, { refill, growth }: PreventionFacts): string[] {
  const slow = growth === undefined ? Infinity : (limit / growth) * 1000;
  const twice = `If it leaks, a limit of ${formatMiB(2 * limit)} only delays the kill`;
  if (refill !== undefined && refill < slow) {
    return [`${twice}, by less than ${formatSpan(refill / 1000)}: that soon after a kill it was full again.`];
  }
  return growth === undefined
    ? []
    : [`${twice}: at ${formatRate(growth)} it lasts ${formatSpan(limit / growth)} more.`];
}

function limitAlone(name: string, { limit, room, growth, lines: { podsEvictionLine } }: PreventionFacts): string {
  const left = podsEvictionLine === undefined ? '' : ` of ${formatMiB(podsEvictionLine)}`;
  const below = room === undefined ? '' : ` below ${formatMiB(room)}, what the other pods left${left}`;
  const pace = growth === undefined ? '' : ` It grew by ${formatRate(growth)}.`;
  return typeof limit === 'number'
    ? `${name} may use ${formatMiB(limit)}: set its memory limit${below || ' lower'}, and it alone is killed.${pace}`
    : `Give ${name} a memory limit${limit === 'none' ? ' (it has none)' : ''}${below}: then it alone is killed, at its own limit.${pace}`;
}

function requestWhatIsUsed(
  name: string,
  known: boolean,
  { request, seen, lines: { allocatable } }: PreventionFacts
): string {
  const requests = request === 'none' || request === 0 ? 'requested nothing' : `requested ${formatMiB(request ?? 0)}`;
  const own =
    known && request !== undefined && seen !== undefined ? `: ${name} ${requests} and used ${formatMiB(seen)}` : '';
  const line = allocatable === undefined ? '' : ` (${formatMiB(allocatable)})`;
  return `Request what is really used${own}. Then the scheduler keeps the pods of this node below allocatable${line}.`;
}

function reserve({ outside, lines: { reserved } }: PreventionFacts): string[] {
  if (outside === undefined || reserved === undefined) {
    return [
      'Reserve what the processes outside the pods need (kubeReserved, systemReserved): it is taken off allocatable.',
    ];
  }
  return outside > reserved
    ? [
        `Reserve what the system really uses: outside the pods it reached ${formatMiB(outside)}; ${formatMiB(reserved)} is reserved.`,
      ]
    : [
        `The reserve was not outgrown: outside the pods it reached ${formatMiB(outside)} of ${formatMiB(reserved)} reserved.`,
      ];
}

const CAP_OUTSIDE =
  'Cap what grew outside the pods by a limit on its own cgroup (MemoryMax of its systemd unit); no pod’s limit holds it.';

/** Evicting pods frees only what pods hold. */
function higherEvictionHard({ growth, lines: { evictionHard, pods } }: PreventionFacts): string[] {
  if (evictionHard === undefined || growth === undefined) {
    return [];
  }
  const held =
    pods === undefined
      ? ''
      : ` All pods together held ${formatMiB(pods)}, ${formatSpan(pods / growth)} of that growth.`;
  return [
    `A higher eviction-hard would not have helped: ${crossedEarlier(evictionHard, growth)}, and the same pods go.${held}`,
  ];
}

function earlierEviction({ growth, lines: { evictionHard } }: PreventionFacts): string[] {
  if (evictionHard === undefined) {
    return [];
  }
  const earlier = growth === undefined ? '' : `: ${crossedEarlier(evictionHard, growth)}; the kubelet looks every 10 s`;
  return [`A larger eviction-hard than ${formatMiB(evictionHard)} lets the kubelet act earlier${earlier}.`];
}

function crossedEarlier(evictionHard: Bytes, growth: BytesPerSecond): string {
  const higher = nextHigher(evictionHard);
  return `at ${formatRate(growth)} ${formatMiB(higher)} is crossed ${formatSpan((higher - evictionHard) / growth)} earlier than ${formatMiB(evictionHard)}`;
}

/** The round value somebody would try next: at least a quarter more, in steps of 250 MiB. */
const nextHigher = (bytes: Bytes): Bytes => Math.ceil((bytes * 1.25) / (250 * MiB)) * 250 * MiB;

/** The kubelet looks every 10 s (K32 kubelet.go:167): a band that lasts less may be crossed unseen. */
function widerBand({ growth, lines: { kubepodsLimit, podsEvictionLine } }: PreventionFacts): string {
  const band =
    kubepodsLimit === undefined || podsEvictionLine === undefined ? undefined : kubepodsLimit - podsEvictionLine;
  if (kubepodsLimit === undefined || band === undefined) {
    return 'A larger eviction-hard widens the band below the kubepods limit and gives the kubelet more time.';
  }
  const widens = `A larger eviction-hard widens the band of ${formatMiB(band)} below the kubepods limit (${formatMiB(kubepodsLimit)})`;
  return growth === undefined
    ? `${widens} and gives the kubelet, which looks every 10 s, more time.`
    : `${widens}: at ${formatRate(growth)} it lasts ${formatSpan(band / growth)}, and the kubelet looks every 10 s.`;
}

function runtimeCeiling({ limit, seen }: PreventionFacts): string {
  const ceiling = typeof limit === 'number' ? ` of ${formatMiB(limit)}` : '';
  const last = seen === undefined ? '' : ` It was last seen at ${formatMiB(seen)}.`;
  return `Set the runtime’s own ceiling (heap size) to fit the container’s limit${ceiling}, and look into its last log.${last}`;
}

/** `18 s`, `12 min`, `3 h`. */
function formatSpan(seconds: number): string {
  const [value, unit] = seconds < 120 ? [seconds, 's'] : seconds < 7200 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
  return `${value < 1 ? 'less than 1' : Math.round(value)} ${unit}`;
}
