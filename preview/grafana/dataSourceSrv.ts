import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import { getTemplateSrv, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';

import { listDataSources } from './listDataSources';

type Settings = DataSourceInstanceSettings;
type Reference = DataSourceRef | string | null | undefined;

/** Grafana's list of data sources, as its server hands it out. */
export interface ListedSources {
  readonly datasources: Readonly<Record<string, Settings>>;
  /** A name. */
  readonly defaultDatasource: string;
}

interface Server {
  /** `GET /api/frontend/settings` */
  readonly load: () => Promise<ListedSources>;
  /** Makes the source of these settings. */
  readonly build: (settings: Settings) => Promise<DataSourceApi> | DataSourceApi;
}

/** Grafana's service of data sources: it answers as recorded in test/fixtures/grafana-12.4-services. */
export class StandInDataSourceSrv implements DataSourceSrv {
  private instances = new Map<string, DataSourceApi>();

  constructor(
    private readonly server: Server,
    private listed: ListedSources
  ) {}

  getList(filters: GetDataSourceListFilters = {}): Settings[] {
    const variables = filters.variables ? this.sourceVariables() : [];
    return listDataSources([...this.all(), ...variables], filters);
  }

  getInstanceSettings(ref?: Reference, scopedVars?: ScopedVars): Settings | undefined {
    const wanted = uidOf(ref);
    if (wanted === 'default' || wanted === undefined) {
      return this.ofType(ref) ?? this.find(this.listed.defaultDatasource);
    }
    if (!wanted.startsWith('$')) {
      return this.find(wanted);
    }
    const named = getTemplateSrv().replace(wanted, scopedVars, first);
    const settings = this.find(named === 'default' ? this.listed.defaultDatasource : named);
    // Under the name of the variable, so that what refers to it still does after the variable has changed.
    return (
      settings && {
        ...settings,
        isDefault: false,
        name: wanted,
        uid: wanted,
        rawRef: { type: settings.type, uid: settings.uid },
      }
    );
  }

  /** Rejects with an object that has a message and is no Error, as Grafana does. */
  async get(ref?: Reference, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const wanted = uidOf(ref) || (this.ofType(ref)?.uid ?? this.listed.defaultDatasource);
    const named = getTemplateSrv().replace(wanted, scopedVars, first);
    const settings = this.find(named === 'default' ? this.listed.defaultDatasource : named);
    if (settings === undefined) {
      throw { message: `Datasource ${named} was not found` };
    }
    const known = this.instances.get(settings.uid) ?? (await this.build(settings));
    this.instances.set(settings.uid, known);
    return known;
  }

  /** What was loaded is made anew from the settings of the server. */
  async reload(): Promise<void> {
    this.listed = await this.server.load();
    this.instances = new Map();
  }

  registerRuntimeDataSource(): void {
    throw new Error('There are no runtime data sources here.');
  }

  private async build(settings: Settings): Promise<DataSourceApi> {
    try {
      return await this.server.build(settings);
    } catch {
      throw { message: `Datasource: ${settings.uid} was not found` };
    }
  }

  private all(): readonly Settings[] {
    return Object.values(this.listed.datasources);
  }

  private find(nameOrUid: string): Settings | undefined {
    return this.all().find(({ uid }) => uid === nameOrUid) ?? this.listed.datasources[nameOrUid];
  }

  private ofType(ref: Reference): Settings | undefined {
    const type = typeof ref === 'object' ? ref?.type : undefined;
    const candidates = type === undefined ? [] : this.getList({ type });
    return candidates.find(({ isDefault }) => isDefault) ?? candidates[0];
  }

  /** `${ds}` for each dashboard variable that chooses a source. */
  private sourceVariables(): readonly Settings[] {
    return getTemplateSrv()
      .getVariables()
      .flatMap((variable) => {
        const value = variable.type === 'datasource' ? [variable.current.value].flat()[0] : undefined;
        const settings = value === undefined ? undefined : this.find(String(value));
        const name = `\${${variable.name}}`;
        return settings ? [{ ...settings, isDefault: false, name, uid: name }] : [];
      });
  }
}

const uidOf = (ref: Reference): string | undefined => (typeof ref === 'string' ? ref : ref?.uid);

/** Of a variable with several values, as Grafana: the first. */
const first = (value: unknown): string => String(Array.isArray(value) ? value[0] : value);
