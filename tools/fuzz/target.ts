import fc from 'fast-check';

export interface Target {
  readonly name: string;
  /** Its part of all inputs. */
  readonly share: number;
  run(asked: Asked): Outcome;
}

interface Asked {
  readonly seed: number;
  readonly numRuns: number;
  /** Leads to one input of the seed. */
  readonly path?: string;
  /** What reading one input may take of the processor. */
  readonly slowestMs: number;
}

interface Outcome {
  readonly runs: number;
  /** What broke, the smallest input found, and how to see it again. */
  readonly failure?: string;
}

interface Tried<In, Out> {
  readonly input: fc.Arbitrary<In>;
  /** Inputs that once broke it: every run begins with them. */
  readonly found?: readonly In[];
  /** What is tried and timed. */
  readonly read: (input: In) => Out;
  /** Throws when what was read breaks a promise. */
  readonly check?: (output: Out, input: In) => void;
}

export function target<In, Out>(
  name: string,
  share: number,
  { input, found = [], read, check }: Tried<In, Out>
): Target {
  return {
    name,
    share,
    run({ slowestMs, ...parameters }) {
      const property = fc.property(input, (value) => {
        const output = timed(() => read(value), slowestMs);
        check?.(output, value);
      });
      const details = fc.check(property, { ...parameters, examples: found.map((one): [In] => [one]) });
      return { runs: details.numRuns, ...(details.failed && { failure: told(name, details) }) };
    },
  };
}

export function expect(promise: boolean, otherwise: string): void {
  if (!promise) {
    throw new Error(otherwise);
  }
}

/** By the processor's time, for others may use the machine; a pause of the garbage collector gets two more tries. */
function timed<T>(read: () => T, slowestMs: number): T {
  for (let turn = 1; ; turn += 1) {
    const start = process.cpuUsage();
    const output = read();
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    if (ms <= slowestMs) {
      return output;
    }
    expect(turn < 3, `took ${ms.toFixed(0)} ms, may take ${slowestMs}`);
  }
}

/** An input may be long, so the fault and the way back to it stand first. */
function told<T>(name: string, { seed, counterexamplePath, counterexample, errorInstance }: fc.RunDetails<T>): string {
  const fault = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return [
    `${name}: ${fault.split('\n').slice(0, 6).join('\n')}`,
    `Input: ${fc.stringify(counterexample).slice(0, 2000)}`,
    `Again: npm run fuzz -- --seed ${seed} --path ${counterexamplePath} "${name}"`,
  ].join('\n');
}
