import { describe, expect, it } from 'vitest';
import { findingMessage, messageLimit } from '../../../lib/aws/finding-message.ts';
import type { Finding } from '../../../lib/model/finding.ts';
import { finding, role } from '../../support/report.ts';

const message = (changes: Partial<Finding>) => findingMessage('scan-1', { kind: 'opened', finding: finding(changes) });
const body = (changes: Partial<Finding>) =>
  JSON.parse(message(changes).body) as { finding: Finding; truncated?: boolean };

/** What a message without its message text takes. */
const overhead = message({ message: '' }).size;

describe('findingMessage', () => {
  it('counts bodies and attributes in bytes as SNS does', () => {
    const { body, attributes, size } = message({ message: 'é' });
    expect(attributes).toStrictEqual({
      change: 'opened',
      severity: 'high',
      ruleId: 'stream-role-allows-tag-session',
      accountId: '111122223333',
      region: 'global',
      service: 'iam',
    });
    const names =
      'change'.length + 'severity'.length + 'ruleId'.length + 'accountId'.length + 'region'.length + 'service'.length;
    const values = 6 + 4 + 30 + 12 + 6 + 3;
    expect(size).toBe(Buffer.byteLength(body) + names + 6 * 'String'.length + values);
    expect(size).toBe(overhead + 2);
  });

  it('has an id that is the same for the same change of the same scan, and no other', () => {
    const change = { kind: 'opened', finding: finding() } as const;
    const ids = [
      findingMessage('scan-1', change).id,
      findingMessage('scan-2', change).id,
      findingMessage('scan-1', { ...change, kind: 'reopened' }).id,
      findingMessage('scan-1', { ...change, finding: finding({ resource: role('other') }) }).id,
    ];
    expect(new Set(ids).size).toBe(4);
    expect(findingMessage('scan-1', { ...change, finding: { ...change.finding, message: 'new words' } }).id).toBe(
      ids[0],
    );
    expect(ids.filter((id) => /^[0-9a-f]{64}$/.test(id))).toHaveLength(4);
  });

  it('leaves the account out when the resource has no ARN', () => {
    const { attributes } = message({
      resource: { type: 'account', arn: 'account', name: 'account', region: 'global' },
    });
    expect(attributes).not.toHaveProperty('accountId');
    expect(attributes).toMatchObject({ service: 'account' });
  });

  it('sends what fits to the last byte untouched', () => {
    const text = 'x'.repeat(messageLimit - overhead);
    expect(message({ message: text }).size).toBe(messageLimit);
    expect(body({ message: text })).toMatchObject({ finding: { message: text } });
    expect(body({ message: text })).not.toHaveProperty('truncated');
  });

  it('shortens texts first when it does not', () => {
    const evidence = [{ path: 'a', actual: 'y'.repeat(2_000), expected: 'z'.repeat(2_000) }];
    const { finding, truncated } = body({ message: 'x'.repeat(messageLimit), evidence });
    expect(truncated).toBe(true);
    expect(finding.message).toBe(`${'x'.repeat(999)}…`);
    expect(finding.evidence).toStrictEqual([
      { path: 'a', actual: `${'y'.repeat(999)}…`, expected: `${'z'.repeat(999)}…` },
    ]);
  });

  it('drops the later half of the evidence next, as often as needed', () => {
    const evidence = Array.from({ length: 1_000 }, (_, index) => ({ path: `${index}`, actual: 'y'.repeat(1_000) }));
    const { finding, truncated } = body({ evidence });
    expect(truncated).toBe(true);
    expect(finding.evidence).toStrictEqual(evidence.slice(0, 250));
  });

  it('drops the witness last', () => {
    const witness = { sentence: 'x'.repeat(messageLimit), action: 'sts:AssumeRoleWithSAML', context: {} };
    const { finding, truncated } = body({ witness, evidence: [{ path: 'a', actual: 'b' }] });
    expect(truncated).toBe(true);
    expect(finding).not.toHaveProperty('witness');
    expect(finding.evidence).toStrictEqual([]);
  });
});
