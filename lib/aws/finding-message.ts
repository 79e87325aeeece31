import { createHash } from 'node:crypto';
import { parseArn } from '../model/arn.ts';
import type { Change } from '../model/change.ts';
import type { Evidence, Finding } from '../model/finding.ts';
import { clip } from '../text/clip.ts';

/** What SNS takes at most for one message or one batch, in UTF-8 bytes, bodies and attributes together. */
export const messageLimit = 262_144;

/** One change as the findings topic carries it. */
export interface FindingMessage {
  /** 64 hexadecimal digits, the same whenever the same scan tells the same change: for batch entries and deduplication. */
  readonly id: string;
  readonly findingId: string;
  /** JSON: `{schemaVersion, change, scanId, finding}`, and `truncated: true` when the finding was cut down. */
  readonly body: string;
  /** For filter policies; none is empty. */
  readonly attributes: Readonly<Record<string, string>>;
  /** UTF-8 bytes as SNS counts them. */
  readonly size: number;
}

/**
 * The message for one change. A finding too large for SNS is cut down, no further than it must be: texts to 1,000
 * characters each, then the later half of the evidence as often as needed, then the witness.
 */
export function findingMessage(scanId: string, { kind, finding }: Change): FindingMessage {
  const attributes = attributesOf({ kind, finding });
  const attributeBytes = Object.entries(attributes).reduce((sum, pair) => sum + attributeSize(pair), 0);
  const bodyOf = (shown: Finding): string => {
    const truncated = shown === finding ? {} : { truncated: true };
    return JSON.stringify({ schemaVersion: '1', change: kind, scanId, finding: shown, ...truncated });
  };
  const body = bodyOf(cutDown(finding, (shown) => Buffer.byteLength(bodyOf(shown)) + attributeBytes <= messageLimit));
  return {
    id: createHash('sha256')
      .update(JSON.stringify([finding.id, kind, scanId]))
      .digest('hex'),
    findingId: finding.id,
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

/** Name, type and value all count. */
const attributeSize = ([name, value]: [string, string]): number =>
  Buffer.byteLength(name) + 'String'.length + Buffer.byteLength(value);

function cutDown(finding: Finding, fits: (shown: Finding) => boolean): Finding {
  if (fits(finding)) return finding;
  let shown: Finding = {
    ...finding,
    message: clip(finding.message, textLength),
    evidence: finding.evidence.map(shortEvidence),
  };
  while (!fits(shown) && shown.evidence.length > 0) {
    shown = { ...shown, evidence: shown.evidence.slice(0, Math.floor(shown.evidence.length / 2)) };
  }
  if (fits(shown)) return shown;
  const { witness: _, ...rest } = shown;
  return rest;
}

const textLength = 1_000;

const shortEvidence = ({ path, actual, expected }: Evidence): Evidence => ({
  path: clip(path, textLength),
  actual: clip(actual, textLength),
  ...(expected === undefined ? {} : { expected: clip(expected, textLength) }),
});
