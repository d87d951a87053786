import { regexLiteral } from '../../../../prometheus/promql';

/** The labels of one Loki stream. */
export type Stream = Readonly<Record<string, string>>;

/** What promtail, Alloy, Fluent Bit and OpenTelemetry call the node of a line by default or in their examples. */
export const NODE_LABELS = [
  'node',
  'nodename',
  'node_name',
  'hostname',
  'host',
  'host_name',
  'k8s_node_name',
  '_HOSTNAME',
  'instance',
] as const;

/** What tells one log of a node from another; of each row the first that is there. */
export const ORIGIN_LABELS = [
  ['job', 'service_name'],
  ['filename'],
  ['syslog_identifier', 'SYSLOG_IDENTIFIER', 'identifier'],
  ['unit', 'systemd_unit', '_SYSTEMD_UNIT'],
  ['transport', '_TRANSPORT'],
] as const;

const POD_LABELS = ['pod', 'pod_name', 'k8s_pod_name', 'container', 'container_name'];
const SPEAKER_LABELS = ['filename', 'syslog_identifier', 'SYSLOG_IDENTIFIER', 'identifier'].concat(ORIGIN_LABELS[3]);
const SPEAKER =
  /^(kernel|kern|dmesg|syslog|messages|kubelet|k3s(-agent|-server)?|rke2(-agent|-server)?)(\.service|\.log)?$/i;
const CARRIER = /journal|syslog|kern|dmesg|kubelet/i;

/** Whether the stream holds what a node's kernel or kubelet writes: by unit, identifier or file, else by its job. */
export function isNodeLog(stream: Stream): boolean {
  if (POD_LABELS.some((label) => stream[label])) {
    return false;
  }
  const speakers = SPEAKER_LABELS.flatMap((label) => stream[label]?.split('/').at(-1) || []);
  if (speakers.length > 0) {
    return speakers.some((speaker) => SPEAKER.test(speaker));
  }
  return [stream.job, stream.service_name, stream.transport ?? stream._TRANSPORT].some(
    (carrier) => carrier !== undefined && CARRIER.test(carrier)
  );
}

const IP = /^\d+(\.\d+){3}$/;
const shortOf = (host: string): string => (IP.test(host) ? host : (host.split('.')[0] ?? host));

/** An RE2 pattern for whatever a label may call this node: its name or short name, with or without domain and port. */
export const nodePattern = (node: string): string =>
  `(?i)${regexLiteral(shortOf(node))}${IP.test(node) ? '' : '([.].*)?'}(:[0-9]+)?`;

/** How well the label's value names the node: 0 exactly, 1 with a port, 2 by short or longer name; undefined: it does not. */
export function rankNodeName(value: string, node: string): number | undefined {
  const [wanted, given] = [node.toLowerCase(), value.toLowerCase()];
  const host = given.replace(/:\d+$/, '');
  if (host === wanted) {
    return host === given ? 0 : 1;
  }
  return !IP.test(wanted) && (host === shortOf(wanted) || host.startsWith(`${wanted}.`)) ? 2 : undefined;
}
