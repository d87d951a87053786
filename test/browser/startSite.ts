import { buildPlugin } from '../../tools/buildPlugin';
import { buildPreview } from '../../tools/buildPreview';
import { findFreePort } from '../../tools/freePort';
import { DEMO_RECORDED, startRecordedPrometheus } from '../../tools/recordings';
import { servePreview } from '../../tools/servePreview';
import { stopEverything } from '../../tools/stopAtExit';

/** Playwright's global set-up: the preview over both recordings, unless a Grafana is given. */
export default async function startSite(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.GRAFANA_URL !== undefined) {
    process.env.TIDEMARK_SITE = process.env.GRAFANA_URL;
    return undefined;
  }
  await buildPlugin();
  await buildPreview();
  const prometheus = await startRecordedPrometheus(DEMO_RECORDED);
  const { url } = await servePreview({ port: await findFreePort(), prometheus: prometheus.url });
  process.env.TIDEMARK_SITE = url;
  return stopEverything;
}
