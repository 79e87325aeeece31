import { describe, expect, it } from 'vitest';
import { findingMessage, messageLimit } from '../../../lib/aws/finding-message.ts';
import type { Finding } from '../../../lib/model/finding.ts';
import { finding, notice } from '../../support/report.ts';

const message = (changes: Partial<Finding>) => findingMessage(notice(finding(changes)));
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

  it('tells the change, what it is known by, and its place in the history', () => {
    const told = notice(finding(), { kind: 'resolved', version: 4 });
    const { id, findingId, group, body } = findingMessage(told);
    expect(id).toBe(told.messageId);
    expect(findingId).toBe(told.finding.id);
    expect(group).toBe('111122223333/stream-role-allows-tag-session');
    expect(JSON.parse(body)).toStrictEqual({
      schemaVersion: '1',
      messageId: told.messageId,
      change: 'resolved',
      scanId: 'scan-1',
      firstSeen: '2026-11-21T20:08:11.123Z',
      version: 4,
      finding: told.finding,
    });
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
