/** Gives the user a file. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers start the download only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** An id as a file name: nothing that a file system, or a path, could take amiss. */
export const fileName = (id: string): string => `tidemark-${id.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 120)}`;
