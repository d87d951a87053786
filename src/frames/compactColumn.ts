/**
 * Grafana's tables give every column 150 pixels; ours fit a screen with narrower ones under headers of two lines. A column without
 * a width takes an equal share of what is left, or its minimum where that is more: then the table is wider than its panel.
 */
export const compactColumn = (minWidth = 85) => ({ minWidth, wrapHeaderText: true });

/** Beside columns whose minimum is wide: keeps to its width, and leaves them the rest. */
export const fixedColumn = (width = 85) => ({ width, wrapHeaderText: true });

/** For programs only. Grafana's table of 12 and newer asks `hideFrom`, the older one `hidden`. */
export const HIDDEN_COLUMN = { hidden: true, hideFrom: { viz: true, legend: true, tooltip: true } } as const;
