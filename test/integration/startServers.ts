import { copySamples } from '../../tools/copySamples';
import { ALL_RECORDED, serverName, startRecordedPrometheus } from '../../tools/recordings';
import { startVictoriaMetrics } from '../../tools/victoriaMetrics';

/** Jest's global set-up: one Prometheus for each recording and collection, and a VictoriaMetrics for each recording. */
export default async function startServers(): Promise<void> {
  const prometheus = await Promise.all(
    ALL_RECORDED.map(async (recorded) => {
      const { url } = await startRecordedPrometheus([recorded]);
      return [serverName(recorded), url] as const;
    })
  );
  const victoriaMetrics = await Promise.all(
    prometheus
      .filter(([name]) => name.endsWith('-article'))
      .map(async ([name, source]) => {
        const { url } = await startVictoriaMetrics();
        await copySamples(source, url);
        return [`vm-${name}`, url] as const;
      })
  );
  process.env.TIDEMARK_TEST_SERVERS = JSON.stringify(Object.fromEntries([...prometheus, ...victoriaMetrics]));
}
