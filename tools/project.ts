import { resolve } from 'node:path';

export const PROJECT_ROOT = resolve(__dirname, '..');

export const inProject = (...parts: readonly string[]): string => resolve(PROJECT_ROOT, ...parts);

/** Programs fetched and things unpacked; safe to delete at any time. */
export const inCache = (...parts: readonly string[]): string => inProject('.cache', ...parts);
