import { nearest } from '../text/nearest.ts';
import { services, streamAction } from './stream-role.ts';

/** Real prefixes that look like ours and are none of our business. */
const neighbours = ['workspaces-web', 'workspaces-instances', 'workspaces-thin-client'];

/**
 * What a misspelled action most likely means, for one that AWS certainly does not have: a name of the services that is
 * near to Stream, or Stream of a prefix that is near to theirs. Other names are left alone: services get new actions.
 */
export function misspelledStream(action: string): string | undefined {
  const [prefix = '', name = '', ...rest] = action.split(':');
  if (rest.length > 0 || /[*?]/.test(action)) return undefined;
  const service = likelyService(prefix);
  if (service === undefined) return undefined;
  const meant = streamAction(service);
  if (meant.toLowerCase() === action.toLowerCase()) return undefined;
  return /^stream/i.test(name) || nearest(name, ['Stream']) !== undefined ? meant : undefined;
}

function likelyService(prefix: string) {
  if (neighbours.includes(prefix.toLowerCase())) return undefined;
  const likely = nearest(prefix, services);
  return services.find((service) => service === likely);
}
