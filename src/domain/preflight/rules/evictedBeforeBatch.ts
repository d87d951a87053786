import { evictionOrder, type RankedPod } from '../../ranking/evictionOrder';
import { formatMiB } from '../../quantity/formatBytes';
import { quote } from '../../quantity/quantity';
import { placeIn, type CountedPod, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/**
 * A StatefulSet's pod that the kubelet would evict before a Job's, were each at its limit: QoS protects nobody, only priority and
 * use within the request do.
 */
export function evictedBeforeBatch({ pods }: PreflightInput): readonly PreflightFinding[] {
  const jobs = pods.filter(({ kind }) => kind === 'Job' || kind === 'CronJob');
  return pods.filter(({ kind }) => kind === 'StatefulSet').flatMap((keeper) => findingOf(keeper, jobs));
}

function findingOf(keeper: CountedPod, jobs: readonly CountedPod[]): readonly PreflightFinding[] {
  if (most(keeper) <= keeper.memory.request || jobs.length === 0) {
    return [];
  }
  const unknown = [keeper, ...jobs].find(({ rank }) => rank === undefined);
  const after = jobs.filter((job) => goesFirst(keeper, job));
  const [first] = after;
  if (first === undefined) {
    return unknown ? [untold(keeper, unknown)] : [];
  }
  const others = after.length > 1 ? ` and ${after.length - 1} more` : '';
  return [
    {
      rule: 'evicted-before-batch',
      severity: 'warning',
      place: placeIn(keeper, keeper.place.path),
      about: nameOf(keeper),
      text: `would be evicted before ${nameOf(first)}${others}, were each at its limit: ${reason(keeper, first)}. Being ${keeper.memory.qos} does not protect it.`,
      remedy: `Request what it may use, or give it a higher priorityClassName than ${nameOf(first)}.`,
      source: SOURCE,
    },
  ];
}

const SOURCE =
  'Kubernetes 1.32 kubelet eviction/helpers.go:684-725, rankMemoryPressure: use above request, then priority, then the excess; QoS is no input';

/** The number of a class is the cluster's: without it nothing is said of who goes first. */
function untold(keeper: CountedPod, { priorityClass = '', ...unknown }: CountedPod): PreflightFinding {
  return {
    rule: 'evicted-before-batch',
    severity: 'info',
    place: placeIn(keeper, keeper.place.path),
    about: nameOf(keeper),
    text: `may be evicted before a job: that cannot be told, because the priority of class ${quote(priorityClass)} (${nameOf(unknown)}) is not known here.`,
    remedy: 'Give the PriorityClass among the files: kubectl get priorityclasses -o yaml.',
    source: SOURCE,
  };
}

/** By the kubelet's own ranking; two without a limit keep no order, so that either may go first. */
function goesFirst(keeper: CountedPod, job: CountedPod): boolean {
  if (keeper.rank === undefined || job.rank === undefined) {
    return false;
  }
  const [a, b] = [ranked(keeper), ranked(job)];
  const order = evictionOrder([b, a]).filter(({ exempt }) => exempt === undefined);
  const bothUnbounded = a.workingSetBytes === Infinity && b.workingSetBytes === Infinity && a.priority === b.priority;
  return order.length > 0 && (order[0]?.pod === a || (bothUnbounded && order.length === 2));
}

function ranked(pod: CountedPod): RankedPod {
  return {
    name: pod.name,
    requestBytes: pod.memory.request,
    workingSetBytes: most(pod),
    ...(pod.rank !== undefined && { priority: pod.rank }),
  };
}

const most = ({ memory }: CountedPod): number => memory.limit ?? Infinity;

function reason(keeper: CountedPod, job: CountedPod): string {
  const over = (pod: CountedPod) => {
    const excess = most(pod) - pod.memory.request;
    return excess === Infinity ? 'any amount (it has no limit)' : formatMiB(excess);
  };
  if (most(job) <= job.memory.request) {
    return `it may use ${over(keeper)} more than it requests, and the job never more than it requests`;
  }
  return keeper.rank === job.rank
    ? `it may exceed its request by ${over(keeper)}, the job by ${over(job)}, at the same priority`
    : `its priority ${keeper.rank} is below the job's ${job.rank}`;
}
