import { describe, expect, it } from 'vitest';
import { opened } from '../../../lib/engine/opened.ts';
import type { Publisher } from '../../../lib/model/ports.ts';
import { tell } from '../../../lib/runtime/tell.ts';
import { finding, report, role } from '../../support/report.ts';

const scanned = report([finding(), finding({ resource: role('other') })]);
const changes = opened(scanned.findings);

const publisher = (parts: Partial<Publisher>): Publisher => ({
  publishChanges: async () => [],
  publishDigest: async () => {},
  ...parts,
});

describe('tell', () => {
  it('is content when everything was delivered', async () => {
    await expect(tell(publisher({}), scanned, changes)).resolves.toBeUndefined();
  });

  it('says how many changes were not delivered, after the digest went out all the same', async () => {
    const digests: string[] = [];
    const failing = publisher({
      publishChanges: async () => [changes[0]!.finding.id],
      publishDigest: async (report) => void digests.push(report.scan.id),
    });
    await expect(tell(failing, scanned, changes)).rejects.toThrow(
      new Error('Scan 00000000-0000-4000-8000-000000000001 ended, but was not delivered: 1 of 2 changes'),
    );
    expect(digests).toStrictEqual(['00000000-0000-4000-8000-000000000001']);
  });

  it('says why the digest was not delivered, after the changes went out all the same', async () => {
    const published: number[] = [];
    const failing = publisher({
      publishChanges: async (_, changes) => {
        published.push(changes.length);
        return [];
      },
      publishDigest: async () => {
        throw new Error('Topic does not exist');
      },
    });
    await expect(tell(failing, scanned, changes)).rejects.toThrow(
      new Error(
        'Scan 00000000-0000-4000-8000-000000000001 ended, but was not delivered: the digest: Error: Topic does not exist',
      ),
    );
    expect(published).toStrictEqual([2]);
  });
});
