import { unpainted } from './painter.ts';
import type { Painter } from './painter.ts';

/** What text is laid out for. */
export interface Page {
  /** Characters in a line. */
  readonly width: number;
  readonly paint: Painter;
}

export interface PageOptions {
  /** Columns of the terminal. Lines are wrapped to it, but to no fewer than 60 and no more than 120. Default 100. */
  readonly width?: number | undefined;
  /** Default: no colour. */
  readonly paint?: Painter;
}

export const pageOf = ({ width = 100, paint = unpainted }: PageOptions = {}): Page => ({
  width: Math.min(120, Math.max(60, width)),
  paint,
});
