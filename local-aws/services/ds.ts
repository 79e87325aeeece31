import { calls } from '../../lib/collect/calls.ts';
import { AwsError } from '../aws-error.ts';
import { texts } from './input.ts';
import { fileOf, listing } from './listing.ts';
import type { Operation, Service } from './service.ts';

const describeDirectories = listing({
  ...fileOf(calls.describeDirectories),
  pages: { usual: 100, most: 100 },
  pageSize: 'Limit',
  match: { DirectoryIds: 'DirectoryId' },
  unknownItem: 'EntityDoesNotExistException',
});

/** An empty list of ids is not "all": AWS refuses it. */
const refusingNoIds: Operation = {
  ...describeDirectories,
  answer(call) {
    if (texts(call.input, 'DirectoryIds')?.length === 0) {
      throw new AwsError('InvalidParameterException', 'DirectoryIds may not be an empty list');
    }
    return describeDirectories.answer(call);
  },
};

export const ds: Service = {
  scope: 'regional',
  target: 'DirectoryService_20150416',
  timestamps: new Set(['LaunchTime', 'StageLastUpdatedDateTime']),
  operations: { DescribeDirectories: refusingNoIds },
};
