import type { ReadRequest } from '../model/ports.ts';
import { type Call, callOf, callOfCommand } from '../collect/calls.ts';
import { ExportError } from './export-error.ts';

/** Who the account is: the one answer that stands at the top of an export. */
export const accountFile = 'account.json';

/** IAM and AWS allow no other letters in names; above all no path separators. */
const safeName = /^[\w+=,.@-]+$/;

/**
 * Where the answer to a request stands in an export, relative and with `/`: `account.json` or
 * `<folder>/<service>.<command>[.<resource>].json`.
 * @throws {ExportError} when the resource's name cannot be part of a file name.
 */
export function pathOf(request: ReadRequest): string {
  const { service, command } = callOf(request);
  if (service === 'sts') return accountFile;
  const { region, resource } = request;
  if (resource === undefined) return `${region}/${service}.${command}.json`;
  if (!safeName.test(resource))
    throw new ExportError(`"${resource}" cannot be part of a file name: expected letters, digits and _ + = , . @ -`);
  return `${region}/${service}.${command}.${resource}.json`;
}

/** Where a refusal stands instead of the answer. */
export const errorPathOf = (path: string): string => path.replace(/\.json$/, '.error.json');

/** `global`, or the form of a Region's name. */
export const isAnswerFolder = (name: string): boolean => /^(global|[a-z]+(-[a-z]+)+-\d+)$/.test(name);

/** What a file answers; `undefined` for a file of no export. */
export function answeredBy(path: string): Answered | undefined {
  if (path === accountFile)
    return { request: { service: 'sts', operation: 'GetCallerIdentity', region: 'global' }, isError: false };
  const [, region = '', service = '', command = '', resource, error] = fileForm.exec(path) ?? [];
  const call: Call | undefined = callOfCommand(service, command);
  if (call === undefined || call.service === 'sts') return undefined;
  if ((call.scope === 'global') !== (region === 'global')) return undefined;
  if ((call.perResource === true) !== (resource !== undefined)) return undefined;
  const request = { service, operation: call.operation, region, ...(resource === undefined ? {} : { resource }) };
  return { request, isError: error !== undefined };
}

export interface Answered {
  readonly request: ReadRequest;
  /** It holds a refusal instead of an answer. */
  readonly isError: boolean;
}

const fileForm = /^([^/]+)\/([a-z-]+)\.([a-z-]+)(?:\.((?!error\.json$).+?))?(\.error)?\.json$/;
