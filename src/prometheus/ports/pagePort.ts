import { barePort } from './barePort';
import { bundlePort } from './bundlePort';
import { frugalPort } from './frugalPort';
import type { PrometheusPort } from './port';
import { sharedPort, type Shared } from './sharedPort';
import { wholePort } from './wholePort';

/**
 * The way of a page to its Prometheus: its parts ask nothing twice, all in a few queries, and no more than the answer needs.
 * `context` is what else decides about the answer.
 */
export const pagePort = (port: PrometheusPort, shared: Shared, context = ''): PrometheusPort =>
  frugalPort(wholePort(sharedPort(barePort(bundlePort(port)), shared, context)));
