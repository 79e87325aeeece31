import { visible } from '../visible.ts';

/** Markup that is safe to put into a page as it is. Only this file makes it out of text. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | undefined | readonly Content[];

/**
 * A piece of a page: ``html`<p>${name}</p>` ``. Whatever is put in is text, in content and in quoted attributes, unless
 * it is markup made the same way.
 */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  markup: parts.map((part, index) => part + (index < contents.length ? rendered(contents[index]) : '')).join(''),
});

/** The page's own style and script, which hold nothing of a report. */
export const trusted = (markup: string): Markup => ({ markup });

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(rendered).join('');
}

const escaped = (text: string): string =>
  visible(text)
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
