import type { Incident, Victim } from '../incidents/types';
import { workloadOf } from './workloadOf';

/** A pod, or the workload behind pods, as a person names it. */
export interface PodSearch {
  /** Absent: any. */
  readonly namespace?: string;
  /** A pod's whole name, or a workload's: `web-584f99b7cd-6nbpc`, `web`. */
  readonly name: string;
}

interface NamedPod {
  readonly namespace?: string;
  readonly pod?: string;
}

/** An incident that touched the pod, and what the pod was to it. */
export interface TouchedBy {
  readonly incident: Incident;
  /** What became of it, oldest first; empty when it only caused it. */
  readonly fates: readonly Victim[];
  readonly isCulprit: boolean;
}

/** `web`, `apps/web` and `pod/web` (as kubectl prints it) as a search; undefined for an empty text. */
export function readPodSearch(text: string, namespace?: string): PodSearch | undefined {
  const [name = '', before] = text.trim().split('/').reverse();
  const kind = before !== undefined && KINDS.test(before);
  const within = kind || !before ? namespace : before;
  return name === '' ? undefined : { name, ...(within && { namespace: within }) };
}

const KINDS =
  /^(pods?|po|deployments?|deploy|statefulsets?|sts|daemonsets?|ds|replicasets?|rs|jobs?|cronjobs?|cj)(\.[a-z.]+)?$/;

/** `apps/web`, or `web` in any namespace. */
export const searchName = ({ namespace, name }: PodSearch): string => (namespace ? `${namespace}/${name}` : name);

/** The pod has that name, or its name is one that Kubernetes made from the workload's. */
export function isPodOf({ namespace, name }: PodSearch, pod: NamedPod): boolean {
  return (
    pod.pod !== undefined &&
    (namespace === undefined || pod.namespace === namespace) &&
    (pod.pod === name || workloadOf(pod) === name || isMadeFrom(name, pod.pod))
  );
}

/** What Kubernetes appends: a ReplicaSet's hash, five random characters, an ordinal, a CronJob's minute. */
function isMadeFrom(workload: string, pod: string): boolean {
  return pod.startsWith(`${workload}-`) && MADE.test(pod.slice(workload.length));
}

// k8s.io/apimachinery util/rand: consonants and digits without 0, 1, 3.
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';
const MADE = new RegExp(
  `^(-${RANDOM}{6,10})?-${RANDOM}{5}$|^-\\d{1,4}(-${RANDOM}{5})?$|^-\\d{8}(-\\d{1,5})?(-${RANDOM}{5})?$`
);

/** The incidents that the pod, or a pod of the workload, caused or paid for, newest first. */
export function findIncidentsOf(search: PodSearch, incidents: readonly Incident[]): readonly TouchedBy[] {
  return incidents
    .map((incident) => ({
      incident,
      fates: incident.victims.filter((victim) => isPodOf(search, victim)).sort((a, b) => a.latest - b.latest),
      isCulprit: incident.culprit.kind === 'pod' && isPodOf(search, incident.culprit),
    }))
    .filter(({ fates, isCulprit }) => fates.length > 0 || isCulprit)
    .sort((a, b) => b.incident.start - a.incident.start);
}
