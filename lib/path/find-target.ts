import { known, type Fact } from '../model/fact.ts';
import { parseArn } from '../model/arn.ts';
import type { Directory, Stack } from '../model/snapshot.ts';
import type { Account } from '../federation/account.ts';

/** The directory of an ARN; absent: AWS listed none with it. */
export const findDirectory = (arn: string, account: Account): Fact<Directory> =>
  find(arn, account.directories(parseArn(arn)?.region ?? ''));

/** The stack of an ARN, whose name is case-sensitive; absent: AWS listed none with it. */
export const findStack = (arn: string, account: Account): Fact<Stack> =>
  find(arn, account.stacks(parseArn(arn)?.region ?? ''));

function find<T extends { readonly arn: string }>(arn: string, listed: Fact<readonly T[]>): Fact<T> {
  if (listed.state !== 'known') return listed;
  const found = listed.value.find((candidate) => candidate.arn === arn);
  return found === undefined ? { state: 'absent' } : known(found);
}
