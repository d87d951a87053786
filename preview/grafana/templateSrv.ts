import type { ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { isSceneObject, sceneGraph, type SceneObject } from '@grafana/scenes';

import { formatVariable, type Format } from './formatVariable';
import { variablesOf } from './variablesOf';

/** Variables as Grafana's own service has them before any dashboard is open: name and value. */
export type Variables = Readonly<Record<string, string | readonly string[]>>;

/** `$name`, `[[name:format]]`, `${name.field:format}` */
const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

declare global {
  interface Window {
    /** Scenes' own: the scene that is shown. */
    __grafanaSceneContext?: SceneObject;
  }
}

/**
 * Grafana's service of variables: of the scene that asks, else of the scene that is shown, else its own. It answers as recorded
 * in test/fixtures/grafana-12.4-services.
 */
export function buildTemplateSrv(variables: Variables = {}): TemplateSrv {
  let range: TimeRange | undefined;
  const own = (name: string) =>
    name === '__from' || name === '__to'
      ? range && String((name === '__from' ? range.from : range.to).valueOf())
      : Object.hasOwn(variables, name)
        ? variables[name]
        : undefined;

  const replaceOwn = (target: string, scopedVars?: ScopedVars, format?: Format): string =>
    target.replace(VARIABLE, (match, bare, bracketed, bracketedFormat, braced, fieldPath, bracedFormat) => {
      const name: string = bare ?? bracketed ?? braced;
      const chosen: Format = bracketedFormat ?? bracedFormat ?? format;
      const scoped = scopedVars?.[name];
      const value: unknown = scoped ? at(scoped.value, fieldPath) : own(name);
      const text: unknown = scoped ? scoped.text : value;
      return value === null || value === undefined
        ? match
        : formatVariable({ name: scoped ? undefined : name, value, text }, chosen);
    });

  return {
    getVariables: () => {
      const shown = shownScene();
      return shown ? variablesOf(shown) : Object.entries(variables).map(([name, value]) => model(name, value));
    },
    containsTemplate: (target = '') => {
      const names = [...target.matchAll(VARIABLE)].slice(0, 1).map(([, a, b, , c]) => a ?? b ?? c ?? '');
      return names.some((name) => shownScene()?.isActive === true || own(name) !== undefined);
    },
    updateTimeRange: (next) => {
      range = next;
    },
    replace: (target, scopedVars, format) => {
      const scene = askingScene(scopedVars) ?? activeScene();
      return scene === undefined
        ? replaceOwn(target ?? '', scopedVars, format)
        : sceneGraph.interpolate(scene, target, scopedVars, format as Parameters<typeof sceneGraph.interpolate>[3]);
    },
  };
}

const shownScene = (): SceneObject | undefined => window.__grafanaSceneContext;
const activeScene = () => (shownScene()?.isActive ? shownScene() : undefined);

function askingScene(scopedVars: ScopedVars | undefined): SceneObject | undefined {
  const held: unknown = scopedVars?.__sceneObject?.value;
  const scene: unknown = typeof held === 'object' && held !== null && !isSceneObject(held) ? held.valueOf() : held;
  return isScene(scene) ? scene : undefined;
}

/** The app bundles its own copy of Scenes, so `instanceof` says nothing. */
const isScene = (value: unknown): value is SceneObject =>
  typeof value === 'object' && value !== null && 'state' in value && 'useState' in value;

const at = (value: unknown, path: string | undefined): unknown =>
  path === undefined
    ? value
    : path.split('.').reduce<unknown>((held, key) => (held as Record<string, unknown> | undefined)?.[key], value);

const model = (name: string, value: string | readonly string[]): TypedVariableModel =>
  ({ name, type: 'custom', current: { value, text: value } }) as unknown as TypedVariableModel;
