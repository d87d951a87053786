import { isSceneObject, sceneGraph } from '@grafana/scenes';
import type { ScopedVars, TimeRange } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** Variables belong to scenes: the scene that asks comes along in the request's scoped variables. */
export const templateSrv: TemplateSrv = {
  getVariables: () => [],
  containsTemplate: (target) => /\$\w|\$\{|\[\[/.test(target ?? ''),
  updateTimeRange: (_: TimeRange) => undefined,
  replace: (target, scopedVars, format) => {
    if (!target) {
      return target ?? '';
    }
    const scene = askingScene(scopedVars);
    return scene === undefined
      ? replaceScoped(target, scopedVars)
      : sceneGraph.interpolate(scene, target, scopedVars, format as Parameters<typeof sceneGraph.interpolate>[3]);
  },
};

function askingScene(scopedVars: ScopedVars | undefined) {
  const held: unknown = scopedVars?.__sceneObject?.value;
  const scene: unknown = typeof held === 'object' && held !== null && !isSceneObject(held) ? held.valueOf() : held;
  return isScene(scene) ? scene : undefined;
}

/** The app bundles its own copy of Scenes, so `instanceof` says nothing. */
const isScene = (value: unknown): value is Parameters<typeof sceneGraph.interpolate>[0] =>
  typeof value === 'object' && value !== null && 'state' in value && 'useState' in value;

function replaceScoped(target: string, scopedVars: ScopedVars | undefined): string {
  return target.replace(/\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g, (match, braced?: string, bare?: string) => {
    const value: unknown = scopedVars?.[braced ?? bare ?? '']?.value;
    return value === undefined ? match : String(value);
  });
}
