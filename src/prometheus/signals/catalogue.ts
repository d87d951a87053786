import { OF_CADVISOR } from './ofCadvisor';
import { OF_KUBELET } from './ofKubelet';
import { OF_KUBE_STATE } from './ofKubeState';
import { OF_NODE_EXPORTER } from './ofNodeExporter';
import type { Signal } from './signal';

/** Every family of series that Tidemark reads, by what has to be scraped. */
export const SIGNALS: readonly Signal[] = [...OF_CADVISOR, ...OF_KUBELET, ...OF_KUBE_STATE, ...OF_NODE_EXPORTER];
