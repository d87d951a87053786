import { Alert, LoadingPlaceholder, TextLink } from '@grafana/ui';
import React from 'react';

import type { Incident } from '../../domain/incidents/types';
import { INDENTED_LIST } from '../shared/indentedList';
import { formatTime } from '../shared/times';

import { FindingList } from '../shared/FindingList';
import { formatInterval } from './formatInterval';
import type { IncidentData } from './incidentData';
import { findOverlapping, type IncidentKey } from './incidentLink';

interface Props {
  readonly found: IncidentData;
  readonly wanted: IncidentKey;
  readonly timeZone: string;
  readonly hrefOf: (incident: Incident) => string;
}

/** In place of an incident: that it is looked for, could not be read, or is not there, and then what is. */
export function NotFound({ found, wanted, timeZone, hrefOf }: Props) {
  const { loading, errors, incidents = [], findings } = found;
  if (errors.length > 0) {
    return (
      <Alert severity="error" title="The incident could not be read">
        {errors.join(' ')}
      </Alert>
    );
  }
  if (loading) {
    return <LoadingPlaceholder text="Reviewing the incident…" />;
  }
  const overlapping = findOverlapping(incidents, wanted);
  const others = incidents.filter((incident) => !overlapping.includes(incident));
  return (
    <div>
      <Alert severity="warning" title={titleOf(wanted)}>
        <p>{overlapping.length > 0 ? OTHER_WORDS : GONE_WORDS}</p>
      </Alert>
      <Listed
        title={`At that time, ${formatTime(wanted.start, timeZone)}:`}
        incidents={overlapping}
        {...{ timeZone, hrefOf }}
      />
      <Listed title="Within the hour before and the minutes after:" incidents={others} {...{ timeZone, hrefOf }} />
      <FindingList findings={findings} />
    </div>
  );
}

const titleOf = ({ id, node, event }: IncidentKey) =>
  event ? `On ${node} no incident holds that event` : `On ${node} there is no incident “${id}”`;

const OTHER_WORDS =
  'It may have been drawn otherwise when its link was made: by more data, or by other settings. This is what is found today.';
const GONE_WORDS =
  'The link may be mistyped; or Prometheus has dropped data of that age, or the data source reads another Prometheus now.';

interface ListedProps extends Pick<Props, 'timeZone' | 'hrefOf'> {
  readonly title: string;
  readonly incidents: readonly Incident[];
}

function Listed({ title, incidents, timeZone, hrefOf }: ListedProps) {
  return incidents.length === 0 ? null : (
    <section>
      <p>{title}</p>
      <ul style={INDENTED_LIST}>
        {incidents.map((incident) => (
          <li key={incident.id}>
            {formatInterval(incident, timeZone)}{' '}
            <TextLink inline href={hrefOf(incident)}>
              {incident.headline}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
