import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Finding } from '../../domain/provenance';
import { Section } from '../shared/Section';

/** What is not collected, with the setting that brings it; and what no Prometheus has. */
export function Missing({ findings }: { readonly findings: readonly Finding[] }) {
  const styles = useStyles2(getStyles);
  return (
    <Section title="Not collected">
      <ul className={styles.list}>
        {findings.map(({ code, text, remedy }) => (
          <li key={code}>{[text, remedy].filter(Boolean).join(' ')}</li>
        ))}
        <li>
          The Summary API (/stats/summary) is nothing that Prometheus scrapes. The kubelet answers it from the same
          readings as the resource endpoint; to see it: kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary.
        </li>
        <li>
          htop’s RES of a process (VmRSS) counts the pages of mapped files too, which belong to whichever cgroup read
          them first: it can be above its container’s working set.
        </li>
      </ul>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, paddingLeft: theme.spacing(2.5) }),
});
