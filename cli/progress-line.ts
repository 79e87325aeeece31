import type { Progress } from '../lib/model/ports.ts';
import type { Output } from './terminal.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away; to be called before anything else is printed. */
  clear(): void;
}

/** One line on a terminal that says what was read last; nothing at all where nobody watches. */
export function progressLine(output: Output, wanted: boolean): ProgressLine {
  if (!wanted || output.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  const startOfEmptyLine = '\r\u001b[2K';
  return {
    show({ done, planned, request, outcome }) {
      const result = outcome === 'read' ? '' : `: ${outcome}`;
      const line = `[${done}/${planned}] ${request.service}:${request.operation} ${request.region}${result}`;
      output.write(startOfEmptyLine + line.slice(0, (output.columns ?? 80) - 1));
    },
    clear() {
      output.write(startOfEmptyLine);
    },
  };
}
