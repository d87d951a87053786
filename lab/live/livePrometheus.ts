import { startPrometheus, type RunningServer } from '../../tools/prometheus';
import { inProject } from '../../tools/project';

const RULES = inProject('rules', 'generated', 'prometheus-rules.yaml');

/** A Prometheus that is written to, with Tidemark's recording rules and alerts, every 15 s. */
export const startLivePrometheus = (): Promise<RunningServer> =>
  startPrometheus({
    configuration: `global: { evaluation_interval: 15s }\nrule_files: [${JSON.stringify(RULES)}]\n`,
    args: ['--web.enable-remote-write-receiver'],
  });
