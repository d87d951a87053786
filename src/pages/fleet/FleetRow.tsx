import { css, cx } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import type { FleetNode } from '../../domain/fleet/fleetNode';
import { incidentsOn, type FleetReview } from '../../domain/fleet/fleetReview';
import { nodeHeadroom, podsHeadroom } from '../../domain/fleet/headroom';
import { riskOf } from '../../domain/fleet/risk';
import { trendWords } from '../../domain/fleet/trendWords';
import { FIELD_COLORS } from '../../frames/colors';
import { RISK_WORDS } from '../../frames/fleetFrame';
import { placeLink, type Looked } from '../shared/placeLink';

import { COLUMNS, getGrid } from './columns';
import { HeadroomBar } from './HeadroomBar';
import { happenedOn, leftWords, overcommitWords, pressureWords, topWords } from './rowWords';
import { Sparkline } from './Sparkline';
import { Unbroken } from './Unbroken';

interface Props {
  readonly node: FleetNode;
  readonly review: FleetReview | undefined;
  readonly looked: Looked;
}

/** One node: how far from both lines, what else it promises and what happened on it. It leads to the node and to its incidents. */
export const FleetRow = memo(function FleetRow({ node, review, looked }: Props) {
  const styles = useStyles2(getStyles);
  const grid = useStyles2(getGrid);
  const { identity, lines, nodeWorkingSet, podsWorkingSet, podsCurve } = node;
  const { cluster, node: name } = identity;
  const at: Looked = { ...looked, nodes: [name], ...(cluster && { cluster }) };
  const podsLine = lines.podsEvictionLine?.value ?? lines.allocatable?.value;
  const capacity = lines.capacity?.value;
  const happened = happenedOn(node, incidentsOn(node, review));
  return (
    <div className={cx(grid.row, styles.row)}>
      <NameCell node={node} href={locationUtil.assureBaseUrl(placeLink('node', at))} />
      <HeadroomBar
        title="Pods"
        text={leftWords(podsHeadroom(node), podsWorkingSet, 'used')}
        used={podsWorkingSet}
        line={podsLine}
        whole={lines.kubepodsLimit?.value ?? podsLine}
        color={FIELD_COLORS.podsWorkingSet}
      />
      <div>
        <HeadroomBar
          title="Node"
          text={leftWords(nodeHeadroom(node), node.nodeAvailable, 'available')}
          used={nodeWorkingSet}
          line={capacity !== undefined && lines.evictionHard ? capacity - lines.evictionHard.value : undefined}
          whole={capacity}
          color={FIELD_COLORS.nodeWorkingSet}
        />
        <div title={COLUMNS.node.about}>{topWords(node.topPercent)}</div>
      </div>
      <div className={styles.facts}>
        {overcommitWords(node).map((words) => (
          <span key={words}>
            <Unbroken text={words} />
          </span>
        ))}
      </div>
      <div className={styles.facts}>
        <TextLink inline={false} variant="bodySmall" href={locationUtil.assureBaseUrl(placeLink('incidents', at))}>
          {happened.text}
        </TextLink>
        {happened.note && <span className={styles.note}>{happened.note}</span>}
        <span>{pressureWords(node.pressure)}</span>
      </div>
      <div className={styles.facts}>
        <Sparkline curve={podsCurve} line={podsLine} />
        <span>
          <Unbroken text={trendWords(node)} />
        </span>
      </div>
    </div>
  );
});

function NameCell({ node, href }: { readonly node: FleetNode; readonly href: string }) {
  const styles = useStyles2(getStyles);
  const { identity, pool, zone } = node;
  const risk = riskOf(node);
  return (
    <div className={styles.name}>
      <TextLink inline={false} variant="bodySmall" href={href}>
        {identity.node}
      </TextLink>
      <span className={styles.note}>{[identity.cluster, pool, zone].filter(Boolean).join(' · ')}</span>
      {risk !== 'clear' && (
        <Badge text={RISK_WORDS[risk]} color={risk === 'unknown' || risk === 'gone' ? 'blue' : COLORS[risk]} />
      )}
    </div>
  );
}

const COLORS = { evicting: 'red', pressure: 'orange', soon: 'orange', close: 'orange' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ padding: theme.spacing(1, 0.5) }),
  name: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', overflowWrap: 'anywhere' }),
  note: css({ color: theme.colors.text.secondary }),
  facts: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', overflowWrap: 'anywhere' }),
});
