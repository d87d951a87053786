import { locationUtil } from '@grafana/data';
import { TextLink } from '@grafana/ui';
import React from 'react';

import { placeLink } from '../shared/placeLink';

/** Props of the exposed component `tidemark-nodememory-app/incidents-link/v1`. They are API for other apps. */
export interface IncidentsLinkProps {
  readonly node?: string;
  readonly cluster?: string;
  readonly namespace?: string;
  /** A pod or workload: the page then says why it died. */
  readonly pod?: string;
  /** As in a URL: `now-1h`, ISO 8601 or milliseconds. */
  readonly from?: string;
  readonly to?: string;
}

/** A link to the memory incidents of a node, or to why a pod died, for other apps; nothing where neither is named. */
export function IncidentsLink({ node, cluster, namespace, pod, from, to }: IncidentsLinkProps) {
  if (!node && !pod) {
    return null;
  }
  const named = pod && namespace ? `${namespace}/${pod}` : pod;
  const path = placeLink('incidents', { cluster, from, to, ...(node && { nodes: [node] }), pod: named });
  return (
    <TextLink inline href={locationUtil.assureBaseUrl(path)}>
      {pod ? 'Why did this pod die?' : 'Memory incidents on this node'}
    </TextLink>
  );
}
