import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, TextArea, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef, useState, type DragEvent } from 'react';

import type { Incident } from '../../../domain/incidents/types';
import type { LogReview } from '../../../domain/logs/readLog';
import type { EpochMs } from '../../../domain/units';

import { LogSummary } from './LogSummary';
import { FromLoki } from './loki/FromLoki';
import { LokiButtons } from './loki/LokiButtons';
import { useLoki, type Origin } from './loki/useLoki';
import { readLogInBackground } from './readLogInBackground';
import { startLogWorker } from './startLogWorker';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
  readonly log?: LogReview;
  /** Undefined: the log was taken away again. */
  readonly onLog: (log: LogReview | undefined) => void;
}

type Reading = { readonly share: number } | { readonly failed: string };

/** A kernel or kubelet log, pasted, dropped, picked or asked of Loki. It is read in this browser and sent nowhere. */
export function AddLog({ incident, timeZone, log, onLog }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const [text, setText] = useState('');
  const [origin, setOrigin] = useState<Origin>();
  // Lines without a year are read as of the year nearest to the incident.
  const { reading, read: readBlob } = useReading(incident.start, onLog);
  const loki = useLoki({
    incident,
    timeZone,
    onText: (lines, from) => {
      setOrigin(from);
      readBlob(new Blob([lines]));
    },
  });
  const read = (blob: Blob) => {
    loki.cancel();
    setOrigin(undefined);
    readBlob(blob);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    read(file ?? new Blob([event.dataTransfer.getData('text')]));
  };
  if (log) {
    return <LogSummary log={log} origin={origin} onRemove={() => onLog(undefined)} />;
  }
  if (!open) {
    return (
      <div className={styles.row}>
        <Button variant="secondary" size="sm" icon="file-alt" onClick={() => setOpen(true)}>
          Add a log
        </Button>
        <LokiButtons
          onAsk={(source) => {
            setOpen(true);
            loki.ask(source);
          }}
        />
      </div>
    );
  }
  return (
    <div
      className={cx(styles.drop, over && styles.over)}
      data-testid="tidemark-log-drop"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        Drop the kernel log or the kubelet log of this node here, or paste it. It is read in this browser and sent
        nowhere. Good ones: <code>journalctl -k -o short-iso</code>, <code>dmesg --time-format iso</code>,{' '}
        <code>journalctl -u kubelet</code>.
      </p>
      <TextArea
        aria-label="Log lines"
        rows={5}
        value={text}
        placeholder="oom-kill:constraint=CONSTRAINT_MEMCG,…"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button size="sm" disabled={text.trim() === ''} onClick={() => read(new Blob([text]))}>
          Read these lines
        </Button>
        <label className={styles.file}>
          or a file:{' '}
          <input
            type="file"
            aria-label="Log file"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) {
                read(file);
              }
            }}
          />
        </label>
        <LokiButtons onAsk={loki.ask} />
      </div>
      <FromLoki loki={loki} />
      {reading && 'share' in reading && (
        <progress aria-label="Reading the log" value={reading.share} max={1}>
          {`${Math.floor(100 * reading.share)} %`}
        </progress>
      )}
      {reading && 'failed' in reading && (
        <Alert severity="error" title="The log could not be read">
          {reading.failed}
        </Alert>
      )}
    </div>
  );
}

/** One log at a time; a second one, or leaving the page, cancels the first. */
function useReading(reference: EpochMs, onLog: Props['onLog']) {
  const [reading, setReading] = useState<Reading>();
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const read = (blob: Blob) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const settle = (then: () => void) => {
      if (!abort.signal.aborted) {
        then();
      }
    };
    setReading({ share: 0 });
    readLogInBackground({
      blob,
      reference,
      startWorker: startLogWorker,
      signal: abort.signal,
      onProgress: (share) => settle(() => setReading({ share })),
    }).then(
      (log) =>
        settle(() => {
          setReading(undefined);
          onLog(log);
        }),
      (error: unknown) => settle(() => setReading({ failed: error instanceof Error ? error.message : String(error) }))
    );
  };
  return { reading, read };
}

const getStyles = (theme: GrafanaTheme2) => ({
  drop: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    progress: { width: '100%' },
  }),
  over: css({ borderColor: theme.colors.primary.border, background: theme.colors.action.hover }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(2) }),
  // Grafana's own style of inputs would leave a line of a file's: no name of the file, nothing to click.
  file: css({
    fontSize: theme.typography.bodySmall.fontSize,
    colorScheme: theme.colors.mode,
    input: { all: 'revert', font: 'inherit', color: 'inherit', maxWidth: '100%' },
  }),
});
