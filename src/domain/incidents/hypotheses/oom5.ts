import { formatMiB } from '../../quantity/formatBytes';
import {
  containerLabels,
  isSameContainer,
  isSamePod,
  podLabels,
  samplesWithin,
  tolerancesOf,
  type ReviewData,
  type Sample,
} from '../reviewData';
import { limitOf } from '../sources/containerLimit';
import { OWN_SIGNALS, RUNTIME_GAVE_UP } from '../sources/exitStatus';

import { exitsWith, KERNEL_SILENT } from './endPredictions';
import { silent, SILENT, speaks, type Hypothesis, type Prediction } from './hypothesis';

const GREW: Prediction = {
  predicts: 'its memory had grown to a good part of its limit, and not beyond',
  source: 'container_memory_working_set_bytes, container_memory_max_usage_bytes',
  rule: 'a runtime gives up at a ceiling of its own that is set to fit the limit (JVM -Xmx, V8 --max-old-space-size, GOMEMLIMIT)',
  ask: ({ end }, data) => {
    const limit = end && limitOf(end, end.latest, data);
    if (!end || end.exitCode === undefined || typeof limit !== 'number') {
      return SILENT;
    }
    const from = Math.max(end.earliest - LOOKED_BACK, bornAt(end, data));
    const { workingSet, peaks } = data.queries;
    const { fresh } = tolerancesOf(data);
    const sizes = { source: 'container_memory_working_set_bytes', about: containerLabels(end), query: workingSet };
    const highs = { source: 'container_memory_max_usage_bytes', about: containerLabels(end), query: peaks };
    const tracks = [
      ...data.containers
        .filter((one) => isSameContainer(one, end))
        .map((one) => ({ ...one, ...sizes, after: fresh })),
      ...data.peaks
        .filter((one) => isSameContainer(one, end))
        .map((one) => ({ ...one, ...highs, after: fresh })),
      // The pod's cgroup is charged with the core dump as well, so it counts only up to the end.
      ...data.peaks
        .filter((one) => one.container === undefined && isSamePod(one, end))
        .map((one) => ({ ...one, ...highs, about: { ...podLabels(end), container: '' }, after: 0 })),
    ];
    const highest = tracks
      .flatMap(({ samples, after, source, about, query }) =>
        highestOf(samplesWithin(samples, { earliest: from, latest: end.latest + after })).map((sample) => ({
          ...sample,
          source,
          about,
          query,
        }))
      )
      .sort((a, b) => b.value - a.value)[0];
    return highest && highest.value >= limit / 3
      ? speaks('for', 'fits', {
          speaks: 'for',
          text: `its memory had grown to ${formatMiB(highest.value)}, below its limit`,
          source: highest.source,
          ...(highest.query !== undefined && { query: highest.query, about: highest.about }),
          value: formatMiB(highest.value),
          threshold: formatMiB(limit),
          at: highest.at,
        })
      : SILENT;
  },
};

function highestOf(samples: readonly Sample[]): readonly Sample[] {
  return samples.length === 0 ? [] : [samples.reduce((most, sample) => (sample.value > most.value ? sample : most))];
}

const LOOKED_BACK = 600_000;

/** Pods of one name may follow each other; only this one's samples count. */
function bornAt(
  end: { readonly namespace: string; readonly pod: string; readonly uid?: string },
  data: ReviewData
) {
  const { observed } = data;
  const life = observed.pods.find((one) => isSamePod(one, end) && (end.uid === undefined || one.uid === end.uid));
  return life && !life.before ? life.firstSeen - tolerancesOf(data).fresh : -Infinity;
}

const LOG: Prediction = {
  predicts: 'the runtime says so in the container’s log',
  source: 'container log',
  rule: 'OutOfMemoryError, JavaScript heap out of memory, std::bad_alloc',
  ask: () =>
    silent({
      what: 'what the runtime said when it gave up',
      setting: 'look into the container’s own log (kubectl logs --previous)',
    }),
};

export const OOM5: Hypothesis = {
  verdict: 'oom5-runtime-ceiling',
  about: ['end'],
  predictions: [
    exitsWith(
      'a signal of its own act (132–136, 139) or 3',
      (code) => OWN_SIGNALS.includes(code) || code === RUNTIME_GAVE_UP,
      { shared: true, rule: 'abort on a failed allocation; the JVM’s -XX:+ExitOnOutOfMemoryError exits with 3' }
    ),
    KERNEL_SILENT,
    GREW,
    LOG,
  ],
};
