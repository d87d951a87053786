import { findTidemarkDataSources } from '../../datasource/createDataSource';

const PAUSE_MS = 100;
const TRIES = 50;

/** Grafana reloads its list of data sources in the background; resolves true once the new one is in it, false after 5 s. */
export async function whenListed(): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (findTidemarkDataSources().length > 0) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}
