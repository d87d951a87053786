import { config } from '@grafana/runtime';
import React from 'react';

import { PREVIEW_VERSION } from '../bootData';

/** What one is looking at, said before anything else. */
export function Banner() {
  const { colors, typography } = config.theme2;
  return (
    <div
      data-testid="preview-banner"
      style={{
        padding: '4px 16px',
        background: colors.info.transparent,
        color: colors.text.primary,
        fontSize: typography.bodySmall.fontSize,
      }}
    >
      Preview: the built plugin on Grafana’s own libraries ({PREVIEW_VERSION}), without a Grafana server. Grafana’s own
      panels, Explore, alerting, editors and toasts are missing here; nothing is saved.
    </div>
  );
}
