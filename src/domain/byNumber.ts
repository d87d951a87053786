/** `node-2` before `node-10`. */
export const byNumber = new Intl.Collator('en', { numeric: true });
