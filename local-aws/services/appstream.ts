import { AwsError } from '../aws-error.ts';
import { isObject } from '../json.ts';
import { requiredText, text } from './input.ts';
import { listIn, listing } from './listing.ts';
import type { Operation, Service, ServiceCall } from './service.ts';

/** AWS documents no page size for most of these, and 500 as the most where it does. */
const pages = { usual: 50, most: 500 };

const describeUsers = listing({
  file: 'appstream.describe-users',
  list: 'Users',
  pages,
  pageSize: 'MaxResults',
});

/** Only a user pool can be listed, and the request must say so. */
const describePoolUsers: Operation = {
  inputs: [...describeUsers.inputs, 'AuthenticationType'],
  answer(call) {
    const type = text(call.input, 'AuthenticationType');
    if (type !== 'USERPOOL') {
      throw new AwsError('InvalidParameterCombinationException', `AuthenticationType must be USERPOOL, not ${type}`);
    }
    return describeUsers.answer(call);
  },
};

export const appstream: Service = {
  scope: 'regional',
  target: 'PhotonAdminProxyService',
  timestamps: new Set([
    'CreatedTime',
    'ErrorTimestamp',
    'LastModifiedTime',
    'PublicBaseImageReleasedDate',
    'StartTime',
  ]),
  operations: {
    DescribeStacks: listing({
      file: 'appstream.describe-stacks',
      list: 'Stacks',
      pages,
      match: { Names: 'Name' },
      unknownItem: 'ResourceNotFoundException',
    }),
    DescribeFleets: listing({
      file: 'appstream.describe-fleets',
      list: 'Fleets',
      pages,
      match: { Names: 'Name' },
      unknownItem: 'ResourceNotFoundException',
    }),
    ListAssociatedFleets: ofStack({ command: 'list-associated-fleets', list: 'Names' }),
    DescribeEntitlements: ofStack({ command: 'describe-entitlements', list: 'Entitlements', pageSize: 'MaxResults' }),
    DescribeDirectoryConfigs: listing({
      file: 'appstream.describe-directory-configs',
      list: 'DirectoryConfigs',
      pages,
      pageSize: 'MaxResults',
      match: { DirectoryNames: 'DirectoryName' },
      unknownItem: 'ResourceNotFoundException',
    }),
    DescribeUsers: describePoolUsers,
    DescribeUserStackAssociations: ofStack({
      command: 'describe-user-stack-associations',
      list: 'UserStackAssociations',
      pageSize: 'MaxResults',
    }),
  },
};

interface StackListing {
  readonly command: string;
  readonly list: string;
  readonly pageSize?: 'MaxResults';
}

/** A listing that AWS only gives per stack: one file of the export for each. */
function ofStack({ command, ...rest }: StackListing): Operation {
  const operation = listing({ ...rest, pages, file: (call) => `appstream.${command}.${existingStack(call)}` });
  return { ...operation, inputs: [...operation.inputs, 'StackName'] };
}

function existingStack({ folder, input }: ServiceCall): string {
  const name = requiredText(input, 'StackName');
  if (!folder.has('appstream.describe-stacks')) return name;
  const stacks = listIn(folder.read('appstream.describe-stacks'), 'Stacks');
  if (stacks.some((stack) => isObject(stack) && stack['Name'] === name)) return name;
  throw new AwsError('ResourceNotFoundException', `Stack ${name} does not exist`);
}
