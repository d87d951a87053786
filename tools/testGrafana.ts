import { Complaint, runOrComplain } from './complaint';
import { getChromium } from './chromium';
import { inProject } from './project';
import { stream } from './run';

/** `GRAFANA_URL=… npm run test:grafana`: the browser tests against a real Grafana with the plugin and the recordings. */
void runOrComplain(async () => {
  if (process.env.GRAFANA_URL === undefined) {
    throw new Complaint(
      'Set GRAFANA_URL to a Grafana (12.4 or newer) with the plugin, its provisioning and the recordings, such as the one of "npm run demo -- --grafana". GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD are admin and admin unless set.'
    );
  }
  const { code } = await stream('npx', ['--no-install', 'playwright', 'test', ...process.argv.slice(2)], {
    cwd: inProject(),
    env: { ...process.env, CHROMIUM: getChromium() },
  });
  process.exitCode = code ?? 1;
});
