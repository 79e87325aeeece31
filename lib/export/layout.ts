import type { ReadRequest } from '../model/ports.ts';
import { type Call, callOf, callOfCommand } from '../collect/calls.ts';

/** Who the account is: the one answer that stands at the top of an export. */
export const accountFile = 'account.json';

/** When and with what the export was made. */
export const exportFile = 'export.json';

/**
 * Where the answer to a request stands in an export, relative and with `/`: `account.json` or
 * `<folder>/<service>.<command>[.<resource>].json`.
 */
export function pathOf(request: ReadRequest): string {
  const { service, command } = callOf(request);
  if (service === 'sts') return accountFile;
  const { region, resource } = request;
  const name = resource === undefined ? '' : `.${fileName(resource)}`;
  return `${region}/${service}.${command}${name}.json`;
}

/**
 * AWS allows no other letters in names, so this changes none; but no answer can ever lead out of the folder. A name that
 * ends like the files of refusals is the exception.
 */
const fileName = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll(/[^\w+=,.@-]/gu, encodeURIComponent)
    .replace(/\.(error)$/i, '%2E$1');

function nameIn(fileName: string): string {
  try {
    return decodeURIComponent(fileName);
  } catch {
    return fileName;
  }
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
  if ((call.perResource !== undefined) !== (resource !== undefined)) return undefined;
  const request = {
    service,
    operation: call.operation,
    region,
    ...(resource === undefined ? {} : { resource: nameIn(resource) }),
  };
  return { request, isError: error !== undefined };
}

export interface Answered {
  readonly request: ReadRequest;
  /** It holds a refusal instead of an answer. */
  readonly isError: boolean;
}

const fileForm = /^([^/]+)\/([a-z-]+)\.([a-z-]+)(?:\.((?!error\.json$).+?))?(\.error)?\.json$/;
