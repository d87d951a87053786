import { formatMiB } from '../../quantity/formatBytes';
import { KiB } from '../../units';
import { placeIn, type PreflightFinding, type PreflightInput } from '../finding';
import { nameOf } from '../plannedPod';

/** runc and crun refuse to start a container below their own need; nobody means a few bytes. */
const NOBODY_MEANS = 64 * KiB;

/** `400m` is 0.4 bytes of memory, `512` is 512 bytes: both are valid, and neither was meant. */
export function fractionOfAByte({ pods }: PreflightInput): readonly PreflightFinding[] {
  return pods.flatMap((pod) =>
    pod.containers.flatMap((container): readonly PreflightFinding[] => {
      const tiny = [container.limit, container.request].find((bytes = 0) => bytes > 0 && bytes < NOBODY_MEANS);
      return tiny === undefined
        ? []
        : [
            {
              rule: 'fraction-of-a-byte',
              severity: 'error',
              place: placeIn(pod, [...container.path, 'resources']),
              about: nameOf(pod),
              container: container.name,
              text: `gives ${tiny} ${tiny === 1 ? 'byte' : 'bytes'} of memory (${formatMiB(tiny)}): a number without a suffix is bytes, and m is a thousandth of a byte.`,
              remedy: 'Write the suffix: 512Mi.',
              source: 'Kubernetes 1.34 apimachinery resource/quantity.go: suffixes of quantities',
            },
          ];
    })
  );
}
