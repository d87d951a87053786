import { css } from '@emotion/css';
import { InlineField } from '@grafana/ui';
import React, { type ComponentProps } from 'react';

/** A labelled control beside Scenes' own, in line with them: they have no margin. */
export function ControlField(props: ComponentProps<typeof InlineField>) {
  return <InlineField {...props} className={FLUSH} />;
}

const FLUSH = css({ margin: 0, maxWidth: '100%' });
