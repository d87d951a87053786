import { stringify } from 'yaml';

interface Targets {
  readonly node: string;
  /** Addresses of pages, by the job that scrapes them. */
  readonly pages: Readonly<Record<string, string>>;
}

/** Prometheus' configuration: the article's collection, every 5 s. */
export function scrapeConfig({ node, pages }: Targets): string {
  return stringify({
    global: { scrape_interval: '5s', scrape_timeout: '5s' },
    scrape_configs: Object.entries(pages).map(([job, page]) => {
      const { host, pathname } = new URL(page);
      return {
        job_name: job,
        honor_labels: true,
        metrics_path: pathname,
        static_configs: [{ targets: [host], labels: { instance: node, node } }],
      };
    }),
  });
}
