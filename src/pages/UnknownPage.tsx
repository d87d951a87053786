import { locationUtil } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Alert, LinkButton, Stack } from '@grafana/ui';
import React from 'react';

import { APP_ROOT } from './ids';
import { ROUTES } from './routes';

interface Props {
  /** Of the page that does not exist, below the app's root. */
  readonly path: string;
  /** Stays on the way to a page that does exist: `?var-node=…`. */
  readonly search: string;
}

/** Says that a link is wrong, and leads on. */
export function UnknownPage({ path, search }: Props) {
  return (
    <PluginPage pageNav={{ text: 'No such page' }}>
      <Alert severity="warning" title={`Tidemark has no page “${path}”`}>
        <p>
          The link may be mistyped, or from another version. These pages exist; what the link says of node and time
          stays:
        </p>
        <Stack wrap="wrap">
          {ROUTES.map(({ path: known, title }) => (
            <LinkButton
              key={known}
              variant="secondary"
              href={locationUtil.assureBaseUrl(`${APP_ROOT}/${known}${search}`)}
            >
              {title}
            </LinkButton>
          ))}
        </Stack>
      </Alert>
    </PluginPage>
  );
}
