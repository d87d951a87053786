interface Exit {
  readonly exitCode?: number;
  readonly reason?: string;
}

/** How a container ended in plain words: what its exit code and reason say, and what they do not. */
export function exitWords({ exitCode, reason }: Exit): string {
  const said = reason === undefined ? undefined : REASONS.get(reason)?.(exitCode);
  if (exitCode === undefined && said === undefined && reason !== undefined) {
    return WITHOUT_CODE.get(reason) ?? `reason ${reason || 'unknown'}; ${codeWords(undefined)}`;
  }
  return said ?? `${codeWords(exitCode)}${reason && !PLAIN.includes(reason) ? ` (reason ${reason})` : ''}`;
}

const WITHOUT_CODE: ReadonlyMap<string, string> = new Map([
  ['Completed', 'it finished without an error'],
  ['Error', 'it ended with an error; no series has its exit code'],
]);

/** Reasons that add nothing to a code. */
const PLAIN = ['Error', 'Completed'];

const SIGKILL = 137;

/** Where the reason says more than the code, or takes it back. */
const REASONS: ReadonlyMap<string, (exitCode?: number) => string> = new Map([
  ['OOMKilled', oomKilled],
  // pkg/kubelet: a container that cannot be located is given 137.
  [
    'ContainerStatusUnknown',
    () =>
      'the kubelet lost track of it and made up the exit code 137, so how it ended is not known (an eviction or a node that restarted leaves this)',
  ],
  ['StartError', (exitCode) => `it never started: the runtime could not run its command${codeIn(exitCode)}`],
  ['ContainerCannotRun', (exitCode) => `it never started: the runtime could not run it${codeIn(exitCode)}`],
]);

/** The flag is set for a container when the kernel killed any process of its cgroup; the code is that of its first process. */
function oomKilled(exitCode?: number): string {
  switch (exitCode) {
    case undefined:
      return 'the reason OOMKilled says that the kernel killed for memory in its cgroup; no series has its exit code';
    case SIGKILL:
      return 'exit code 137: SIGKILL, and the reason OOMKilled says that the kernel killed for memory in its cgroup';
    default:
      return `${codeWords(exitCode)}; the reason OOMKilled beside it says that the kernel killed another process in its cgroup, then or before`;
  }
}

const codeIn = (exitCode: number | undefined) => (exitCode === undefined ? '' : ` (exit code ${exitCode})`);

function codeWords(exitCode: number | undefined): string {
  if (exitCode === undefined) {
    return 'no series has its exit code, so how it ended is not known';
  }
  const words = CODES[exitCode] ?? signalWords(exitCode) ?? 'an error of the application itself; its log says more';
  return `exit code ${exitCode}: ${words}`;
}

/** A shell and every runtime report 128 + n for signal n. */
function signalWords(exitCode: number): string | undefined {
  const signal = exitCode - 128;
  return signal > 0 && signal <= 64 ? `it was ended by signal ${signal}` : undefined;
}

const CODES: Readonly<Record<number, string>> = {
  0: 'it finished without an error',
  1: 'an error of the application itself; its log says which (kubectl logs --previous)',
  2: 'an error of the application itself (a Go program that panics ends so); its log says more',
  3: 'an error of the application itself (a JVM with ExitOnOutOfMemoryError ends so at its own ceiling); its log says more',
  126: 'its command was found but could not be run',
  127: 'its command was not found in the image',
  128: 'the runtime could not run it',
  129: 'SIGHUP: it was asked to stop and did',
  130: 'SIGINT: it was asked to stop and did',
  131: 'SIGQUIT: it was told to quit and leave a dump',
  132: 'SIGILL: it ran an instruction that this processor does not know',
  133: 'SIGTRAP: it stopped itself at a trap',
  134: 'SIGABRT: it gave up by itself (a failed check, or a runtime such as Node.js at its heap’s ceiling)',
  135: 'SIGBUS: it touched memory that could not be brought in',
  136: 'SIGFPE: it failed at arithmetic',
  137: 'SIGKILL: it was killed at once; the code does not say by whom (the kernel for memory, the kubelet after the grace period or a failed probe, a person)',
  139: 'SIGSEGV: it touched memory that was not its own and fell by its own fault',
  141: 'SIGPIPE: it wrote to a connection that was closed',
  143: 'SIGTERM: it was asked to stop and did (a deletion, a drain, a rollout, a failed probe)',
  255: 'an error of the application itself, or the runtime lost track of it (a node that restarted leaves this)',
};
