import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Combobox, InlineField, Input, Stack } from '@grafana/ui';
import React, { useState } from 'react';

import { placeLink, type Looked } from '../shared/placeLink';

import type { FleetFilter, Group } from './filterFleet';

interface Props {
  readonly filter: FleetFilter;
  readonly groups: Readonly<Record<Group, readonly string[]>>;
  readonly looked: Looked;
  readonly onFilter: (filter: FleetFilter) => void;
}

const GROUPS: ReadonlyArray<readonly [Group, string]> = [
  ['cluster', 'Cluster'],
  ['pool', 'Pool'],
  ['zone', 'Zone'],
];

/** A node by its name, groups where there are several, and a pod or workload, which leads to what became of it. */
export function FleetFilters({ filter, groups, looked, onFilter }: Props) {
  return (
    <Stack wrap="wrap" gap={1}>
      <InlineField label="Find a node" htmlFor="tidemark-fleet-search">
        <Input
          id="tidemark-fleet-search"
          width={24}
          placeholder="part of its name or address"
          value={filter.search ?? ''}
          onChange={(event) => onFilter({ search: event.currentTarget.value || undefined })}
        />
      </InlineField>
      {GROUPS.filter(([group]) => groups[group].length > 0 || filter[group] !== undefined).map(([group, label]) => (
        <InlineField key={group} label={label} htmlFor={`tidemark-fleet-${group}`}>
          <Combobox<string>
            id={`tidemark-fleet-${group}`}
            width={22}
            isClearable
            placeholder="all"
            value={filter[group] ?? null}
            options={groups[group].map((value) => ({ value, label: value }))}
            onChange={(option: { value: string } | null) => onFilter({ [group]: option?.value })}
          />
        </InlineField>
      ))}
      <PodSearch looked={looked} />
    </Stack>
  );
}

function PodSearch({ looked }: Pick<Props, 'looked'>) {
  const [pod, setPod] = useState('');
  const search = () => {
    const url = placeLink('incidents', looked);
    locationService.push(
      locationUtil.stripBaseFromUrl(`${url}${url.includes('?') ? '&' : '?'}pod=${encodeURIComponent(pod.trim())}`)
    );
  };
  return (
    <InlineField
      label="Find a pod"
      htmlFor="tidemark-fleet-pod"
      tooltip="What became of a pod or workload: press Enter"
    >
      <Input
        id="tidemark-fleet-pod"
        width={24}
        placeholder="pod or workload, Enter"
        value={pod}
        onChange={(event) => setPod(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && pod.trim() !== '' && search()}
      />
    </InlineField>
  );
}
