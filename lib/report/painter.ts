import type { Severity } from '../model/finding.ts';

export type Style = Severity | 'title' | 'muted' | 'good';

/** Gives a piece of text its colour. Whoever owns the terminal decides; the report only says what a piece is. */
export type Painter = (style: Style, text: string) => string;

export const unpainted: Painter = (_style, text) => text;
