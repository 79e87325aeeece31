import type { ResourceRef } from '../../model/finding.ts';
import type { ResourceType } from '../../model/resource-types.ts';

/** The answer in which each type of resource is listed, as docs/export.md names the files. */
const listings: Readonly<Record<Exclude<ResourceType, 'account'>, string>> = {
  'iam.saml-provider': 'iam.list-saml-providers',
  'iam.role': 'iam.get-account-authorization-details',
  'workspaces.directory': 'workspaces.describe-workspace-directories',
  'workspaces.ip-group': 'workspaces.describe-ip-groups',
  'workspaces.connection-alias': 'workspaces.describe-connection-aliases',
  'appstream.stack': 'appstream.describe-stacks',
  'appstream.fleet': 'appstream.describe-fleets',
  'appstream.directory-config': 'appstream.describe-directory-configs',
};

/** The file of an export, relative to its folder, that lists a resource. */
export const exportFileOf = ({ type, region }: ResourceRef): string =>
  type === 'account' ? 'account.json' : `${region}/${listings[type]}.json`;
