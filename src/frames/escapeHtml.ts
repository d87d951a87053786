/** Text as Grafana's annotation tooltip must get it: it renders titles and texts as sanitised HTML, which still loads images. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
