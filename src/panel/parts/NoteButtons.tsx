import type { EpochMs } from '../../domain/units';
import { TextLink } from '@grafana/ui';
import React from 'react';

import type { Note } from '../../frames/readAnnotations';
import type { NoteTarget } from '../layout/noteMarks';
import { findOwnLink, plainText } from '../plainText';

import { MarkButton } from './MarkButton';

interface Props {
  readonly targets: readonly NoteTarget[];
  readonly formatTime: (time: EpochMs) => string;
}

/** Buttons over the dots of annotations that somebody wrote. */
export function NoteButtons({ targets, formatTime }: Props) {
  return (
    <>
      {targets.map(({ note, x, y }) => (
        <MarkButton
          key={note.id}
          x={x}
          y={y}
          label={`Annotation: ${wordsOf(note).split('\n')[0]}, ${formatTime(note.time)}`}
          content={<NoteText note={note} formatTime={formatTime} />}
        />
      ))}
    </>
  );
}

function NoteText({ note, formatTime }: { readonly note: Note } & Pick<Props, 'formatTime'>) {
  const link = findOwnLink(note.text);
  const { time, timeEnd, tags } = note;
  return (
    <div style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', maxHeight: '40vh', overflowY: 'auto' }}>
      <div>{timeEnd > time ? `${formatTime(time)} – ${formatTime(timeEnd)}` : formatTime(time)}</div>
      <div>{wordsOf(note)}</div>
      {link && (
        <TextLink inline={false} variant="bodySmall" href={link}>
          Follow its link
        </TextLink>
      )}
      {tags.length > 0 && <div>{tags.join(', ')}</div>}
    </div>
  );
}

const wordsOf = ({ title, text }: Note): string => [title, text].map(plainText).filter(Boolean).join('\n') || 'no text';
