import { getBackendSrv } from '@grafana/runtime';

import { messageOf } from '../../datasource/errorText';

import { idTag, type NewAnnotation } from './incidentAnnotation';

export type Written =
  | { readonly state: 'written' }
  /** Somebody did so before. */
  | { readonly state: 'there-already' }
  | { readonly state: 'failed'; readonly message: string };

/** Writes the incident's annotation unless it is there already. Never rejects. */
export async function writeAnnotation(id: string, annotation: NewAnnotation): Promise<Written> {
  const quietly = { showErrorAlert: false, showSuccessAlert: false };
  try {
    const query = { tags: [idTag(id)], type: 'annotation', limit: 1 };
    const known: unknown = await getBackendSrv().get('/api/annotations', query, undefined, quietly);
    if (Array.isArray(known) && known.length > 0) {
      return { state: 'there-already' };
    }
    await getBackendSrv().post('/api/annotations', annotation, quietly);
    return { state: 'written' };
  } catch (error) {
    return { state: 'failed', message: messageOf(error) };
  }
}
