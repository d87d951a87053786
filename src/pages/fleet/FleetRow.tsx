import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Rises } from '../../domain/fleet/countRises';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { nodeHeadroom, podsHeadroom, type Headroom } from '../../domain/fleet/headroom';
import { riskOf } from '../../domain/fleet/risk';
import { formatMemory } from '../../domain/quantity/formatBytes';
import type { NearestLineName } from '../../domain/trend/nearestLine';
import { timeWords } from '../../domain/trend/nextWords';
import { RISK_WORDS } from '../../frames/fleetFrame';
import { placeLink, type Looked } from '../shared/placeLink';

import { HeadroomBar } from './HeadroomBar';
import { Sparkline } from './Sparkline';

interface Props {
  readonly node: FleetNode;
  readonly looked: Looked;
}

/** One node: how far from both lines, what else it promises and what happened on it. It leads to the node and to its incidents. */
export function FleetRow({ node, looked }: Props) {
  const styles = useStyles2(getStyles);
  const { identity, lines, pool, zone, nearest, podsCurve } = node;
  const { cluster, node: name } = identity;
  const at: Looked = { ...looked, nodes: [name], ...(cluster && { cluster }) };
  const risk = riskOf(node);
  return (
    <div className={styles.row}>
      <div className={styles.name}>
        <TextLink inline={false} variant="bodySmall" href={locationUtil.assureBaseUrl(placeLink('node', at))}>
          {name}
        </TextLink>
        <span className={styles.note}>{[cluster, pool, zone].filter(Boolean).join(' · ')}</span>
        {risk !== 'clear' && (
          <Badge text={RISK_WORDS[risk]} color={risk === 'unknown' || risk === 'gone' ? 'blue' : COLORS[risk]} />
        )}
      </div>
      <HeadroomBar
        title="Pods"
        text={leftWords(podsHeadroom(node), node.podsWorkingSet, 'used')}
        filled={node.podsWorkingSet}
        whole={lines.kubepodsLimit?.value ?? lines.podsEvictionLine?.value}
        band={[lines.podsEvictionLine?.value ?? lines.allocatable?.value, lines.kubepodsLimit?.value]}
        color="blue"
      />
      <HeadroomBar
        title="Node"
        text={leftWords(nodeHeadroom(node), node.nodeAvailable, 'available')}
        filled={node.nodeAvailable}
        whole={lines.capacity?.value}
        band={[0, lines.evictionHard?.value]}
        color="green"
      />
      <div className={styles.facts}>
        <span>{`kubectl top ${node.topPercent === undefined ? 'unknown' : `${node.topPercent} %`}`}</span>
        <span>{`requests ${over(node.requests, lines.allocatable?.value)}, limits ${over(node.limits, lines.allocatable?.value)} of allocatable`}</span>
        {lines.kubepodsLimit && (
          <span>{`limits ${over(node.limits, lines.kubepodsLimit.value)} of the kubepods limit`}</span>
        )}
      </div>
      <div className={styles.facts}>
        <span>{pressureWords(node.pressure)}</span>
        <TextLink inline={false} variant="bodySmall" href={locationUtil.assureBaseUrl(placeLink('incidents', at))}>
          {`${risesWords(node.evictions, 'eviction')}, ${risesWords(node.oomKills, 'OOM kill')}`}
        </TextLink>
        {nearest && <span>{`${REACHED[nearest.line]} in ${timeWords(nearest.time)} if it goes on`}</span>}
      </div>
      <Sparkline curve={podsCurve} line={lines.podsEvictionLine?.value ?? lines.allocatable?.value} />
    </div>
  );
}

const COLORS = { evicting: 'red', pressure: 'orange', soon: 'orange', close: 'orange' } as const;

const REACHED: Readonly<Record<NearestLineName, string>> = {
  podsEvictionLine: 'pods are evicted',
  kubepodsLimit: 'pods are killed',
  evictionHard: 'the node evicts',
};

function leftWords(headroom: Headroom | undefined, value: number | undefined, how: string): string {
  if (headroom === undefined) {
    return value === undefined ? 'unknown' : `${formatMemory(value)} ${how}, its line is unknown`;
  }
  const { left, share, isAssumed } = headroom;
  const amount = formatMemory(Math.abs(left));
  const words = left < 0 ? `${amount} beyond the line` : `${amount} left (${Math.floor(share * 100)} %)`;
  return isAssumed ? `${words}, line assumed` : words;
}

const over = (part: number | undefined, whole: number | undefined) =>
  part === undefined || !whole ? 'unknown' : `${Math.round((part / whole) * 100)} %`;

const pressureWords = (pressure: boolean | undefined) =>
  pressure === undefined ? 'pressure unknown' : pressure ? 'MemoryPressure' : 'no pressure';

const risesWords = (rises: Rises | undefined, what: string) =>
  rises === undefined
    ? `${what}s unknown`
    : `${rises.atLeast ? 'at least ' : ''}${rises.count} ${what}${rises.count === 1 ? '' : 's'}`;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1.4fr) minmax(0, 1.4fr) minmax(0, 1.8fr) minmax(0, 1.8fr) 90px',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '@container (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  }),
  name: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    overflowWrap: 'anywhere',
    '@container (max-width: 800px)': { gridColumn: '1 / -1' },
  }),
  note: css({ color: theme.colors.text.secondary }),
  facts: css({ display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' }),
});
