import { mkdirSync } from 'node:fs';

import { Complaint } from './complaint';
import { lastLine } from './debianPackage';
import { inProject } from './project';
import { capture } from './run';
import { startPrometheus, type RunningServer } from './prometheus';

export const RECORDINGS = ['recording-1', 'recording-2'] as const;
export const COLLECTIONS = ['article', 'kube-prometheus', 'kube-prometheus-stack'] as const;

export interface Recorded {
  readonly recording: (typeof RECORDINGS)[number];
  readonly collection: (typeof COLLECTIONS)[number];
}

/** `r1-article` … `r2-kube-prometheus-stack` */
export const serverName = ({ recording, collection }: Recorded): string =>
  `${recording.replace('recording-', 'r')}-${collection}`;

export const ALL_RECORDED: readonly Recorded[] = RECORDINGS.flatMap((recording) =>
  COLLECTIONS.map((collection) => ({ recording, collection }))
);

/** What the demo shows: both nodes in one Prometheus, as the article collected them. Their times do not overlap. */
export const DEMO_RECORDED: readonly Recorded[] = RECORDINGS.map((recording) => ({ recording, collection: 'article' }));

/** A Prometheus on 127.0.0.1 that holds these recordings and scrapes nothing. */
export const startRecordedPrometheus = (recorded: readonly Recorded[]): Promise<RunningServer> =>
  startPrometheus({
    fill: (tsdb) => {
      mkdirSync(tsdb, { recursive: true });
      recorded.forEach((one) => unpackBlocks(one, tsdb));
    },
  });

export function unpackBlocks({ recording, collection }: Recorded, tsdb: string): void {
  const archive = inProject('test', 'fixtures', 'recordings', recording, `${collection}-collection.tsdb.tar.gz`);
  const { code, output } = capture('tar', ['-xzf', archive, '--strip-components=1', '--no-same-owner', '-C', tsdb]);
  if (code !== 0) {
    throw new Complaint(`Cannot unpack ${archive}: ${lastLine(output)}`);
  }
}
