import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Combobox, Field, Stack, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { ReserveSettings } from '../../domain/reserve/kubeletConfig';
import { RESERVE_FORMS, writeReserve, type ReserveForm } from '../../domain/reserve/reserveForms';

const NAMES: Readonly<Record<ReserveForm, string>> = {
  kubelet: 'Kubelet configuration file',
  flags: 'Kubelet flags',
  kubeadm: 'kubeadm',
  k3s: 'k3s',
  eksctl: 'EKS (eksctl)',
  openshift: 'OpenShift',
  aks: 'AKS',
  gke: 'GKE',
};

/** The settings as text to copy, in the form in which each installation takes them. */
export function WriteDown({ settings }: { readonly settings: ReserveSettings }) {
  const styles = useStyles2(getStyles);
  const [form, setForm] = useState<ReserveForm>('kubelet');
  const text = writeReserve(settings, form);
  return (
    <Stack direction="column" gap={1}>
      <Stack direction="row" gap={1} alignItems="flex-end" wrap="wrap">
        <Field noMargin label="Write it down for">
          <Combobox<ReserveForm>
            id="tidemark-reserve-form"
            width={32}
            value={form}
            options={RESERVE_FORMS.map((value) => ({ value, label: NAMES[value] }))}
            onChange={({ value }) => setForm(value)}
          />
        </Field>
        <ClipboardButton variant="secondary" icon="copy" getText={() => text}>
          Copy
        </ClipboardButton>
      </Stack>
      <pre className={styles.text} aria-label="Settings to copy">
        {text}
      </pre>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    fontSize: theme.typography.bodySmall.fontSize,
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
