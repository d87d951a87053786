export type Stop = () => Promise<void>;

const running = new Set<Stop>();

/**
 * Makes sure that what was started also stops: at the caller's wish, or when Ctrl-C or a signal ends this process.
 * The last started stops first.
 */
export function stopAtExit(end: () => Promise<void> | void): Stop {
  listenOnce();
  const stop: Stop = async () => {
    if (running.delete(stop)) {
      await end();
    }
  };
  running.add(stop);
  return stop;
}

export async function stopEverything(): Promise<void> {
  for (const stop of [...running].reverse()) {
    await stop();
  }
}

let listening = false;

function listenOnce(): void {
  if (listening) {
    return;
  }
  listening = true;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      void stopEverything().finally(() => process.exit(code));
    });
  }
}
