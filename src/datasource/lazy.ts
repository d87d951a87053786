import { messageOf } from './errorText';
import { APP_ID, DATASOURCE_TYPE } from './pluginId';

/** webpack's: where it looks for chunks. */
declare let __webpack_public_path__: string;

/** Each kind of query, editor and check, loaded when it is first asked for. */
export const loadNodeMemoryPlan = () => loaded('node memory', () => import('./nodeMemoryPlan'));
export const loadIncidentsPlan = () => loaded('incident review', () => import('./incidentsPlan'));
export const loadEventsPlan = () => loaded('list of events', () => import('./eventsPlan'));
export const loadBudgetPlan = () => loaded('memory budget', () => import('./budgetPlan'));
export const loadFleetPlan = () => loaded('fleet', () => import('./fleetPlan'));
export const loadEvictionOrderPlan = () => loaded('eviction order', () => import('./evictionOrderPlan'));
export const loadSignalsPlan = () => loaded('list of series', () => import('./signalsPlan'));
export const loadNumbersPlan = () => loaded('comparison of numbers', () => import('./numbersPlan'));
export const loadPodHistoryPlan = () => loaded('search for a pod', () => import('./podHistoryPlan'));
export const loadPodNamesPlan = () => loaded('names of pods', () => import('./podNamesPlan'));
export const loadNoNodePlan = () => loaded('search for a node', () => import('./noNodePlan'));
export const loadHealth = () => loaded('check', () => import('./health'));
export const loadConfigEditor = () => loaded('settings', () => import('./ConfigEditor'));
export const loadQueryEditor = () => loaded('query editor', () => import('./QueryEditor'));
export const loadVariableQueryEditor = () => loaded('variable editor', () => import('./VariableQueryEditor'));
export const loadAnnotationQueryEditor = () => loaded('annotation editor', () => import('./AnnotationQueryEditor'));

async function loaded<T>(what: string, load: () => Promise<T>): Promise<T> {
  lookBesideTheApp();
  try {
    return await load();
  } catch (error) {
    throw new Error(
      `The ${what} could not be loaded from Grafana: ${messageOf(error)}. ` +
        'Reload the page; after an upgrade of Tidemark the open page still asks for the old version.'
    );
  }
}

/** Chunks are built beside the app's module, but Grafana serves this one, and webpack looks, below the nested plugin's id. */
function lookBesideTheApp(): void {
  if (typeof __webpack_public_path__ === 'string') {
    __webpack_public_path__ = __webpack_public_path__.replace(DATASOURCE_TYPE, APP_ID);
  }
}
