import { calls, type Call } from '../../lib/collect/calls.ts';
import { AwsError } from '../aws-error.ts';
import { isObject } from '../json.ts';
import { requiredText, text } from './input.ts';
import { fileOf, listIn, listing, listingsOf } from './listing.ts';
import type { Operation, Service, ServiceCall } from './service.ts';

/** AWS documents no page size for most of these, and 500 as the most where it does. */
const pages = { usual: 50, most: 500 };

const byName = { match: { Names: 'Name' }, unknownItem: 'ResourceNotFoundException' } as const;
const listings = listingsOf(
  'appstream',
  { pages },
  {
    DescribeStacks: byName,
    DescribeFleets: byName,
    DescribeDirectoryConfigs: {
      pageSize: 'MaxResults',
      match: { DirectoryNames: 'DirectoryName' },
      unknownItem: 'ResourceNotFoundException',
    },
  },
);
const describeUsers = listing({
  ...fileOf(calls.describeUsers),
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
    ...listings,
    DescribeUsers: describePoolUsers,
    ListAssociatedFleets: ofStack(calls.listAssociatedFleets),
    DescribeEntitlements: ofStack(calls.describeEntitlements, 'MaxResults'),
    DescribeUserStackAssociations: ofStack(calls.describeUserStackAssociations, 'MaxResults'),
  },
};

/** A listing that AWS only gives per stack: one file of the export for each. */
function ofStack(call: Call, pageSize?: 'MaxResults'): Operation {
  const { file, list } = fileOf(call);
  const operation = listing({
    list,
    pages,
    file: (asked) => `${file}.${existingStack(asked)}`,
    ...(pageSize === undefined ? {} : { pageSize }),
  });
  return { ...operation, inputs: [...operation.inputs, 'StackName'] };
}

function existingStack({ folder, input }: ServiceCall): string {
  const name = requiredText(input, 'StackName');
  if (!folder.has('appstream.describe-stacks')) return name;
  const stacks = listIn(folder.read('appstream.describe-stacks'), 'Stacks');
  if (stacks.some((stack) => isObject(stack) && stack['Name'] === name)) return name;
  throw new AwsError('ResourceNotFoundException', `Stack ${name} does not exist`);
}
