import {
  PluginExtensionPoints,
  type AppPlugin,
  type DataQuery,
  type PluginExtensionAddedLinkConfig,
  type RawTimeRange,
  type ScopedVars,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';

import app from '../../plugin.json';
import { DATASOURCE_ID } from '../ids';
import { placeLink } from '../shared/placeLink';

import { subjectOf, type Subject } from './subjectOf';

/** As much as is read of what Grafana says of a panel, an Explore pane, an alert rule or one of its alerts. */
export interface ExtensionContext {
  readonly targets?: ReadonlyArray<
    DataQuery & { readonly expr?: unknown; readonly node?: unknown; readonly cluster?: unknown }
  >;
  readonly timeRange?: RawTimeRange;
  readonly timeZone?: string;
  readonly scopedVars?: ScopedVars;
  readonly expression?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly instance?: { readonly labels?: Readonly<Record<string, string>> };
}

const TARGETS = [
  PluginExtensionPoints.DashboardPanelMenu,
  PluginExtensionPoints.ExploreToolbarAction,
  PluginExtensionPoints.AlertingAlertingRuleAction,
  PluginExtensionPoints.AlertInstanceAction,
];

type Link = Pick<PluginExtensionAddedLinkConfig, 'icon'> & { readonly href: (subject: Subject) => object | undefined };

/** By title, as plugin.json declares them. */
const LINKS: Readonly<Record<string, Link>> = {
  'Node memory incidents': {
    icon: 'bolt',
    href: ({ nodes, cluster }) => (nodes.length > 0 ? { nodes, cluster } : undefined),
  },
  'Why did this pod die?': {
    icon: 'question-circle',
    href: ({ pod, cluster }) => (pod === undefined ? undefined : { pod, cluster }),
  },
};

/** Adds the links from elsewhere in Grafana into the app; each is there only where it has something to lead to. */
export function addExtensionLinks(plugin: AppPlugin): AppPlugin {
  for (const { title, description } of app.extensions.addedLinks) {
    const link = LINKS[title];
    if (link) {
      plugin.addLink<ExtensionContext>({
        title,
        description,
        icon: link.icon,
        targets: TARGETS,
        path: placeLink('incidents', {}),
        configure: (context) => configured(link, context),
      });
    }
  }
  return plugin;
}

/** Undefined hides the link. Never throws: an error here would be Grafana's, in a menu that has nothing to do with us. */
function configured({ href }: Link, context: Readonly<ExtensionContext> = {}): { path: string } | undefined {
  try {
    const found = href(subjectOf(sourcesOf(context)));
    return found && { path: placeLink('incidents', { ...lookedAt(context), ...found }) };
  } catch {
    return undefined;
  }
}

const NAMES = ['node', 'instance', 'pod', 'namespace', 'cluster'];

function sourcesOf({ targets = [], scopedVars, expression, labels, instance }: Readonly<ExtensionContext>) {
  const inQuotes = (text: string) => replaced(text, scopedVars).join('|');
  const exprs = [...targets.map(({ expr }) => expr), expression].filter((expr) => typeof expr === 'string');
  const own = { ...labels, ...labelsOf(instance) };
  return {
    exprs: exprs.map(inQuotes),
    labels: Object.fromEntries(
      NAMES.map((name) => {
        const ofTargets = targets.flatMap((target) => {
          const value: unknown = name === 'node' ? target.node : name === 'cluster' ? target.cluster : undefined;
          return typeof value === 'string' ? replaced(value, scopedVars) : [];
        });
        const variable = replaced(`$${name}`, scopedVars);
        return [name, own[name] !== undefined ? [own[name]] : ofTargets.length > 0 ? ofTargets : variable];
      })
    ),
  };
}

/** Grafana wraps what it froze: to read an object's property through such a wrapper throws, its descriptor does not. */
function labelsOf(instance: ExtensionContext['instance']): Readonly<Record<string, string>> {
  const found: unknown = instance && Object.getOwnPropertyDescriptor(instance, 'labels')?.value;
  return typeof found === 'object' ? { ...found } : {};
}

/** A text with its variables put in; alone it may be a variable of several values. A variable that is not known stands for none. */
function replaced(text: string, scopedVars: ScopedVars | undefined): readonly string[] {
  const put = getTemplateSrv().replace(text, scopedVars, (value: unknown) => [value].flat().map(String).join('|'));
  return /^\$\{?\w+\}?$/.test(put) ? [] : /^\$/.test(text) ? put.split('|') : [put];
}

function lookedAt({ targets = [], timeRange, timeZone }: Readonly<ExtensionContext>) {
  const dataSource = tidemarkOver(targets.map(({ datasource }) => datasource?.uid));
  return {
    ...(timeRange && { from: inUrl(timeRange.from), to: inUrl(timeRange.to) }),
    ...(timeZone && { timeZone }),
    ...(dataSource && { dataSource }),
  };
}

const inUrl = (time: RawTimeRange['from']) => (typeof time === 'string' ? time : time.toISOString());

/** The Tidemark data source that is asked itself, or that reads the Prometheus that is; else the app chooses. */
function tidemarkOver(asked: ReadonlyArray<string | undefined>): string | undefined {
  return getDataSourceSrv()
    .getList({ pluginId: DATASOURCE_ID })
    .find(({ uid, jsonData }) => asked.includes(uid) || asked.includes(promUidOf(jsonData)))?.uid;
}

const promUidOf = (jsonData: object): string | undefined =>
  'promUid' in jsonData && typeof jsonData.promUid === 'string' && jsonData.promUid !== ''
    ? jsonData.promUid
    : undefined;
