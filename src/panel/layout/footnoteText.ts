/** How the numbers were counted, and what the dashes are. */
export function footnoteText(counted: string): string {
  return `${counted} What happened between two scrapes is drawn dashed.`;
}
