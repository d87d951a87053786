import type { PanelData } from '@grafana/data';

import type { Incident } from '../../domain/incidents/types';
import type { Finding } from '../../domain/provenance';
import { incidentsFrame } from '../../frames/incidentsFrame';

import { panelData } from './nodeFrames';

/** What a query for incidents brings, without errors. */
export const incidentData = (incidents: readonly Incident[], findings: readonly Finding[] = []): PanelData =>
  panelData({ series: [incidentsFrame({ incidents, findings })] });
