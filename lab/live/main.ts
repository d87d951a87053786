import { parseArgs } from 'node:util';

import { Complaint, runOrComplain } from '../../tools/complaint';
import { progress } from '../../tools/progress';
import { stopAtExit, stopEverything } from '../../tools/stopAtExit';
import { parseDuration } from '../simulator/quantities';

import { chooseScenario, scenarioNames } from './chooseScenario';
import { startLivePrometheus } from './livePrometheus';
import { playLive } from './playLive';

const HELP = `npm run lab -- SCENARIO [options]

Plays a simulated scenario into a Prometheus while you watch: ${scenarioNames().join(', ')}, or a file.

  --prometheus URL  write into this one (it needs --web.enable-remote-write-receiver); without, one is started, with Tidemark's alerts
  --past DURATION   of the scenario that is there at once; without, up to a minute before its first incident
  --speed N         how much faster than the clock the rest comes (1); it then begins further back and ends now
  --help            this text`;

void runOrComplain(async () => {
  const options = readOptions();
  if (options === 'help') {
    console.log(HELP);
    return;
  }
  const { scenario, speed, past } = options;
  const prometheus = options.prometheus ?? (await startLivePrometheus()).url;
  const over = new AbortController();
  stopAtExit(() => over.abort());
  progress(
    `Prometheus: ${prometheus}, alerts: ${prometheus}/alerts. See it: npm run demo -- --prometheus ${prometheus}`
  );
  await playLive(scenario, { prometheus, speed, past, signal: over.signal });
  if (options.prometheus === undefined && !over.signal.aborted) {
    progress('The scenario is over; what it wrote stays until Ctrl-C.');
    return;
  }
  await stopEverything();
});

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        prometheus: { type: 'string' },
        past: { type: 'string' },
        speed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    });
    const [name, ...more] = positionals;
    const speed = Number(values.speed);
    if (values.help || name === undefined || more.length > 0) {
      return 'help';
    }
    if (!(speed >= 1 && speed <= 1000)) {
      throw new Error(`--speed takes a number from 1 to 1000, not "${values.speed}"`);
    }
    const past = values.past === undefined ? undefined : parseDuration(values.past);
    return {
      scenario: chooseScenario(name),
      prometheus: values.prometheus,
      speed,
      ...(past !== undefined && { past }),
    };
  } catch (error) {
    throw error instanceof Complaint
      ? error
      : new Complaint(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
