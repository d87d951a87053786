/** What a question of a review asks for, by its refId; the refId itself where it has no words. */
export const questionWords = (refId: string): string => WORDS.get(refId) ?? refId;

const THE_PODS = 'the pods’ working sets';
const THE_NODE = 'the node’s working set';
const THE_LINES = 'the node’s lines';

const WORDS: ReadonlyMap<string, string> = new Map([
  ['nodeInfo', 'which nodes there are'],
  ['kubelets', 'which kubelets are scraped'],
  ['nodesEver', 'which nodes there were before'],
  ['kubepodsIds', 'the ids of the kubepods cgroups'],
  ['podSeenOn', 'where the pods ran'],
  ['podSampledOn', 'where the pods were sampled'],
  ['podFinished', 'when their containers ended'],
  ['podExitCodes', 'their exit codes'],
  ['podReasons', 'why their containers ended'],
  ['podStates', 'the state of their containers'],
  ['fleetNodes', 'which nodes there are and where their lines lie'],
  ['fleetRequests', 'the pods’ requests and limits'],
  ['fleetPods', THE_PODS],
  ['fleetState', 'where the nodes’ lines lie'],
  ['fleetNow', 'where the nodes’ lines lie and what is used'],
  ['fleetCounts', 'the counts of evictions and OOM kills'],
  ['fleetCurves', 'the curves of the last half hour'],
  ['eventsEvictions', 'the kubelet’s count of evictions'],
  ['eventsOomKills', 'the kernel’s count of OOM kills'],
  ['eventsPressure', 'memory pressure'],
  ['eventsPods', 'which pods there were'],
  ['eventsPodStatuses', 'what became of pods'],
  ['eventsOomContainers', 'the kernel’s count of OOM kills by container'],
  ['eventsOomStarts', 'when containers were started'],
  ['eventsFinished', 'when containers ended'],
  ['eventsReasons', 'why containers ended'],
  ['eventsRestarts', 'how often containers restarted'],
  ['eventsContainers', 'which containers were alive'],
  ['incidentWorkingSet', 'the containers’ working sets'],
  ['incidentPeaks', 'the cgroups’ peaks'],
  ['incidentBudgets', 'the containers’ requests and limits'],
  ['incidentNodeSampledAt', 'when the node was sampled'],
  ...['nodeWorkingSet', 'nodeWorkingSetOfKubelet', 'nodeWorkingSetOfMeminfo'].map((id) => [id, THE_NODE] as const),
  ...['containersWorkingSet', 'containersSigns', 'containersFresh', 'kubepodsWorkingSet'].map(
    (id) => [id, THE_PODS] as const
  ),
  ...['podsLive', 'podsWithGhosts', 'podsFresh', 'podsUnsampled'].map((id) => [id, THE_PODS] as const),
  ...['allocatable', 'kubepodsLimit', 'machineMemory', 'memTotal', 'nodeCapacity', 'hugepages', 'rootLimit'].map(
    (id) => [id, THE_LINES] as const
  ),
]);
