import type { RelayState } from '../model/relay-state.ts';
import type { Page } from './page.ts';
import { visible } from './visible.ts';
import { resourceLabel } from './words.ts';
import { wrap } from './wrap.ts';

/** The relay state URLs, each on a line of its own and never broken, so that it can be copied. */
export function relayStateText(states: readonly RelayState[], { width, paint }: Page): string {
  if (states.length === 0)
    return 'No directory with SAML and no stack was found: there is no relay state to configure.\n';
  const blocks = states.map(({ type, name, region, url, others, notes }) =>
    [
      paint('title', visible(`${resourceLabel(type)} ${name} in ${region}`)),
      ...(url === undefined ? [] : [`  ${paint('good', visible(url))}`]),
      ...others.flatMap(({ use, url }) => [...wrap(`${use}:`, width, '  '), `    ${visible(url)}`]),
      ...notes.flatMap((note) => wrap(note, width, '  Note: ')),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
