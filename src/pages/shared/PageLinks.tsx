import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2, type IconName } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { LinkButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';

import { lookedAt } from './lookedAt';
import { placeLink, type Place } from './placeLink';

interface PageLinksState extends SceneObjectState {
  readonly to: readonly Place[];
}

/** Leads to where the same node and time are shown another way. */
export class PageLinks extends SceneObjectBase<PageLinksState> {
  static Component = PageLinksRenderer;
}

const WORDS: Readonly<Record<Place, { text: string; icon: IconName; tooltip: string }>> = {
  node: { text: 'Node', icon: 'chart-line', tooltip: 'This node’s memory in this time range' },
  incidents: { text: 'Incidents', icon: 'bolt', tooltip: 'Every eviction and OOM kill in this time range' },
  dashboard: { text: 'Dashboard', icon: 'apps', tooltip: 'The dashboard “Node memory” in this time range' },
};

function PageLinksRenderer({ model }: SceneComponentProps<PageLinks>) {
  const styles = useStyles2(getStyles);
  const { to } = model.useState();
  sceneGraph.getTimeRange(model).useState();
  // Variables are written to the URL as they change: with it the links are built anew.
  useLocation();
  const looked = lookedAt(model);
  return (
    <nav className={styles.links} aria-label="The same elsewhere">
      {to.map((place) => {
        const { text, icon, tooltip } = WORDS[place];
        return (
          <LinkButton
            key={place}
            size="md"
            variant="secondary"
            fill="text"
            icon={icon}
            tooltip={tooltip}
            href={locationUtil.assureBaseUrl(placeLink(place, looked))}
          >
            {text}
          </LinkButton>
        );
      })}
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
});
