import { lineByLine, type Exporter, type Push } from '../simulator/exposition';

/** An exporter's page in Prometheus' text format. */
export function textPage(exporter: Exporter): string {
  const lines: string[] = [];
  const push: Push = ({ name, labels }, value, at) => {
    const inner = Object.entries(labels)
      .map(([label, text]) => `${label}="${escape(text)}"`)
      .join(',');
    lines.push(`${name}{${inner}} ${value}${at === undefined ? '' : ` ${Math.round(at)}`}\n`);
  };
  exporter(push, lineByLine(push));
  return lines.join('');
}

const escape = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
