import { css } from '@emotion/css';
import React from 'react';

interface Props {
  /** `7974 MiB left (59 %), line assumed` */
  readonly text: string;
}

/** The text with no line break between a number and its unit, in brackets or not. */
export function Unbroken({ text }: Props) {
  return (
    <>
      {text.split(NUMBERS).map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <span key={i} className={whole}>
            {part}
          </span>
        )
      )}
    </>
  );
}

const NUMBERS = /(\(?\d[\d.,–]* (?:%|MiB|GiB|h|min|s)\)?,?)/;

const whole = css({ whiteSpace: 'nowrap' });
