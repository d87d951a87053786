/** Grafana's tables give every column 150 pixels; ours fit a screen with narrower ones under headers of two lines. */
export const compactColumn = (minWidth = 85) => ({ minWidth, wrapHeaderText: true });
