import { describe, expect, it } from 'vitest';
import { collect } from '../../../lib/collect/collect.ts';
import { memorySource } from '../../support/memory-source.ts';

const region = 'eu-central-1';
const asOf = '2026-11-21T00:00:00.000Z';
const file = `${region}/workspaces.describe-workspaces-pools.json`;

const accountWith = (directory: object, pools?: object) =>
  memorySource({
    'account.json': { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' },
    [`${region}/workspaces.describe-workspace-directories.json`]: { Directories: [directory] },
    ...(pools === undefined ? {} : { [file]: pools }),
  });

const poolsDirectory = { DirectoryId: 'wsd-4k7m2x9qp', WorkspaceType: 'POOLS' };
const personal = { DirectoryId: 'd-906731a2b4', WorkspaceType: 'PERSONAL' };

async function read(source: ReturnType<typeof memorySource>, needed?: ReadonlySet<string>) {
  const { byRegion, coverage } = await collect({
    source,
    regions: [region],
    asOf,
    ...(needed === undefined ? {} : { needed }),
  });
  return {
    pools: byRegion[region]?.pools,
    outcomes: coverage.filter(({ call }) => call.endsWith('Pools')).map(({ outcome }) => outcome),
  };
}

describe('pools', () => {
  it('are read with their state and directory', async () => {
    const arn = 'arn:aws:workspaces:eu-central-1:111122223333:workspacespool/wspool-1';
    const pool = {
      PoolId: 'wspool-1',
      PoolArn: arn,
      PoolName: 'classroom',
      State: 'RUNNING',
      DirectoryId: 'wsd-4k7m2x9qp',
    };
    expect(
      await read(accountWith(poolsDirectory, { WorkspacesPools: [{ ...pool, Description: 'for Jo Doe' }] })),
    ).toEqual({
      pools: {
        state: 'known',
        value: [{ id: 'wspool-1', arn, region, name: 'classroom', state: 'RUNNING', directoryId: 'wsd-4k7m2x9qp' }],
      },
      outcomes: ['read'],
    });
  });

  it('are not asked for where no directory can have any: an older export stays complete', async () => {
    expect(await read(accountWith(personal))).toEqual({
      pools: { state: 'absent', why: 'no directory in eu-central-1 is one of WorkSpaces Pools' },
      outcomes: [],
    });
  });

  it('are not asked for when no rule of the scan reads them: an older export stays complete for the others', async () => {
    expect(await read(accountWith(poolsDirectory), new Set(['workspaces:DescribeWorkspaceDirectories']))).toEqual({
      pools: { state: 'absent', why: 'no rule of this scan asks for pools' },
      outcomes: [],
    });
  });

  it('are unreadable where an older export does not have them and a rule needs them', async () => {
    expect(await read(accountWith(poolsDirectory))).toMatchObject({
      pools: { state: 'unreadable', call: 'workspaces:DescribeWorkspacesPools', reason: 'not-exported' },
      outcomes: ['not-exported'],
    });
  });
});
