import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

import { messageOf } from './errorText';
import { DATASOURCE_TYPE } from './pluginId';

/** Grafana's own Prometheus data source and the clouds' variants of it: they share its query model. */
const PROMETHEUS_TYPES = ['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'];

export const isPrometheus = ({ type }: Pick<DataSourceInstanceSettings, 'type'>): boolean =>
  PROMETHEUS_TYPES.includes(type);

interface Wrapping {
  readonly promUid: string;
  /** Of the Tidemark data source, for the messages. */
  readonly name: string;
}

/** The settings of the wrapped source. Throws an error that says what to do when there is none to be had. */
export function findWrapped({ promUid, name }: Wrapping): DataSourceInstanceSettings {
  if (promUid === '') {
    throw new Error(`No Prometheus is chosen for "${name}". Choose one in the settings of this data source.`);
  }
  const settings = getDataSourceSrv().getInstanceSettings(promUid);
  if (settings === undefined) {
    throw new Error(
      `The Prometheus data source with the uid "${promUid}", which "${name}" reads, does not exist or you may not query it. ` +
        `An admin can choose another in the settings of "${name}", or grant you the right to query it.`
    );
  }
  if (settings.type === DATASOURCE_TYPE) {
    throw new Error(
      `"${name}" is set to read "${settings.name}", which is itself a Tidemark data source. ` +
        `Choose the Prometheus behind it in the settings of "${name}".`
    );
  }
  return settings;
}

/** The wrapped source, ready to be asked. Rejects with an error that says what to do. */
export async function loadWrapped(wrapping: Wrapping): Promise<DataSourceApi> {
  const settings = findWrapped(wrapping);
  try {
    return await getDataSourceSrv().get(settings.uid);
  } catch (error) {
    throw new Error(`The Prometheus data source "${settings.name}" could not be loaded: ${messageOf(error)}`);
  }
}

/** The wrapped source's own "Scrape interval"; undefined when it has none or does not exist. */
export function timeIntervalOf(promUid: string): string | undefined {
  const jsonData: Record<string, unknown> | undefined =
    promUid === '' ? undefined : { ...getDataSourceSrv().getInstanceSettings(promUid)?.jsonData };
  return typeof jsonData?.timeInterval === 'string' && jsonData.timeInterval !== '' ? jsonData.timeInterval : undefined;
}
