import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { decidingWords } from '../../domain/numbers/deciding';
import { readingsAt, type Numbers } from '../../domain/numbers/numbers';
import type { EpochMs } from '../../domain/units';

/** What the kubelet and the kernel decide by, with the numbers of the moment. */
export function Deciding({ numbers: { times, node, lines }, at }: { readonly numbers: Numbers; readonly at: EpochMs }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {decidingWords(readingsAt(times, node, at), lines).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: theme.spacing(1, 0, 0), paddingLeft: theme.spacing(2.5) }),
});
