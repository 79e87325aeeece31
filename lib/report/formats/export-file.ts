import type { ResourceRef } from '../../model/finding.ts';
import { resourceKinds } from '../../model/resource-types.ts';
import { commandOf } from '../../text/aws-command.ts';

/** The file of an export, relative to its folder, that lists a resource; docs/export.md names them all. */
export function exportFileOf({ type, region }: ResourceRef): string {
  const [service = '', operation] = (resourceKinds[type].listedBy ?? '').split(':');
  return operation === undefined ? 'account.json' : `${region}/${service}.${commandOf(operation)}.json`;
}
