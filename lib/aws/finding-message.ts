import { parseArn } from '../model/arn.ts';
import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Notice } from '../model/history.ts';
import { cutDown } from './cut-down.ts';

/** What SNS takes at most for one message or one batch, in UTF-8 bytes, bodies and attributes together. */
export const messageLimit = 262_144;

/** One change as the findings topic carries it. */
export interface FindingMessage {
  /** The id of the notice: of the entry in its batch too, and what a topic or a subscriber knows a repeat by. */
  readonly id: string;
  readonly findingId: string;
  /** For FIFO topics: messages about one rule in one account arrive in order. */
  readonly group: string;
  /**
   * JSON: `{schemaVersion, messageId, change, scanId, firstSeen, version, finding}`, `account` in an organization, and `truncated: true` when the
   * finding was cut down.
   */
  readonly body: string;
  /** For filter policies; none is empty. */
  readonly attributes: Readonly<Record<string, string>>;
  /** UTF-8 bytes as SNS counts them. */
  readonly size: number;
}

/** What AWS Organizations says of the account of a finding. */
export interface MessageAccount {
  readonly name: string;
  /** Root and organizational units above it; empty when unknown. */
  readonly path: string;
}

/**
 * The message for one change. A finding too large for SNS is cut down.
 *
 * @param account of an organization; its name and organizational unit are then part of the message.
 */
export function findingMessage(
  { kind, finding, messageId, scanId, firstSeen, version }: Notice,
  account?: MessageAccount,
): FindingMessage {
  const attributes = { ...attributesOf({ kind, finding }), ...accountAttributes(account) };
  const attributeBytes = Object.entries(attributes).reduce((sum, pair) => sum + attributeSize(pair), 0);
  const bodyOf = (shown: Finding): string => {
    const truncated = shown === finding ? {} : { truncated: true };
    return JSON.stringify({
      schemaVersion: '1',
      messageId,
      change: kind,
      scanId,
      firstSeen,
      version,
      ...(account === undefined ? {} : { account: { name: account.name, organizationalUnit: account.path } }),
      finding: shown,
      ...truncated,
    });
  };
  const body = bodyOf(cutDown(finding, (shown) => Buffer.byteLength(bodyOf(shown)) + attributeBytes <= messageLimit));
  return {
    id: messageId,
    findingId: finding.id,
    group: `${attributes['accountId'] ?? 'account'}/${finding.ruleId}`.slice(0, 128),
    body,
    attributes,
    size: Buffer.byteLength(body) + attributeBytes,
  };
}

function attributesOf({ kind, finding }: Change): Readonly<Record<string, string>> {
  const { type, arn, region } = finding.resource;
  const accountId = parseArn(arn)?.account;
  return {
    change: kind,
    severity: finding.severity,
    ruleId: finding.ruleId,
    ...(accountId ? { accountId } : {}),
    region,
    service: type.split('.')[0] ?? type,
  };
}

function accountAttributes(account: MessageAccount | undefined): Readonly<Record<string, string>> {
  const { name = '', path = '' } = account ?? {};
  return {
    ...(name === '' ? {} : { accountName: name }),
    ...(path === '' ? {} : { organizationalUnit: path }),
  };
}

/** Name, type and value all count. */
const attributeSize = ([name, value]: [string, string]): number =>
  Buffer.byteLength(name) + 'String'.length + Buffer.byteLength(value);
