import { Alert, Combobox, Field, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { PROVIDERS } from '../../domain/lines/providers';
import { profileTexts } from '../../domain/reserve/profileTexts';
import type { TriedTexts } from '../../domain/reserve/tryReserve';
import type { Bytes } from '../../domain/units';

interface Props {
  readonly capacity: Bytes;
  readonly onTry: (texts: TriedTexts) => void;
}

const PROFILES = PROVIDERS.flatMap(({ profiles }) => profiles);
const OPTIONS = PROFILES.map(({ name }) => ({ label: name, value: name }));

/** Tries what a provider's kubelets get by default on a machine of this size. */
export function ProfileChoice({ capacity, onTry }: Props) {
  const [name, setName] = useState<string>();
  const [pods, setPods] = useState('');
  const profile = PROFILES.find((one) => one.name === name);
  const found = profile && profileTexts(profile, sized(capacity, pods));
  const choose = (chosen: string, typed: string) => {
    setName(chosen);
    setPods(typed);
    const next = PROFILES.find((one) => one.name === chosen);
    const tried = next && profileTexts(next, sized(capacity, typed));
    if (tried && 'texts' in tried) {
      onTry(tried.texts);
    }
  };
  const asksForPods = profile?.reserved({ capacity }) === undefined;
  return (
    <Stack direction="column" gap={1}>
      <Stack direction="row" gap={2} wrap="wrap" alignItems="flex-end">
        <Field noMargin label="A provider’s defaults" description="as documented, for a machine of this size">
          <Combobox<string>
            id="tidemark-profile"
            width={30}
            placeholder="choose one to try it"
            options={OPTIONS}
            value={name ?? null}
            onChange={({ value }) => choose(value, pods)}
          />
        </Field>
        {profile && asksForPods && (
          <Field noMargin label="Pods a node takes" description={`${profile.name} reserves by it`}>
            <Input
              id="tidemark-max-pods"
              width={14}
              type="number"
              min={1}
              value={pods}
              onChange={({ currentTarget }) => choose(profile.name, currentTarget.value)}
            />
          </Field>
        )}
      </Stack>
      {found && 'problem' in found && <Alert severity="info" title={found.problem} />}
    </Stack>
  );
}

const sized = (capacity: Bytes, pods: string) => ({
  capacity,
  ...(/^[1-9][0-9]{0,3}$/.test(pods) && { maxPods: Number(pods) }),
});
