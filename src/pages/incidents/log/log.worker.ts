import { readBlob } from './readBlob';
import type { LogJob, LogNews } from './logNews';

// The page's own types would make `self` a window.
const scope = self as unknown as {
  onmessage: ((message: MessageEvent<LogJob>) => void) | null;
  postMessage: (news: LogNews) => void;
};

scope.onmessage = ({ data: { blob, reference } }) => {
  const onProgress = (share: number) => scope.postMessage({ kind: 'progress', share });
  readBlob({ blob, reference, onProgress }).then(
    (review) => scope.postMessage({ kind: 'done', review }),
    (error: unknown) =>
      scope.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  );
};

scope.postMessage({ kind: 'ready' });
