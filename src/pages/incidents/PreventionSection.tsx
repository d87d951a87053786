import React from 'react';

import type { Incident } from '../../domain/incidents/types';
import { Section } from '../shared/Section';

/** What would have prevented it, with the incident's own numbers. */
export function PreventionSection({ incident: { prevention } }: { readonly incident: Incident }) {
  return (
    <Section title="What would have prevented it">
      {prevention.length === 0 && <p>Nothing that the data shows.</p>}
      {prevention.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Section>
  );
}
