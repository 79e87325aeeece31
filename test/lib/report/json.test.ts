import { describe, expect, it } from 'vitest';
import { json } from '../../../lib/report/json.ts';
import { finding, report } from '../../support/report.ts';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
};

const sample = report(
  [
    finding({
      evidence: [{ path: 'AssumeRolePolicyDocument', actual: 'none', expected: 'sts:TagSession' }],
      witness: { sentence: 's', action: 'a', context: { 'saml:sub_type': null, 'saml:aud': ['x'] } },
    }),
  ],
  [{ region: 'global', call: 'iam:ListRoles', outcome: 'read', requests: 1 }],
);

describe('json', () => {
  it('prints the members in the order of the schema', () => {
    expect(json(sample)).toBe(`{
  "schemaVersion": "1",
  "tool": {
    "name": "euc-saml-audit",
    "version": "0.1.0"
  },
  "scan": {
    "id": "00000000-0000-4000-8000-000000000001",
    "accountId": "111122223333",
    "partition": "aws",
    "regions": [
      "eu-central-1",
      "us-east-1"
    ],
    "source": "live",
    "startedAt": "2026-11-21T20:08:11.123Z",
    "finishedAt": "2026-11-21T20:09:00.000Z"
  },
  "coverage": [
    {
      "region": "global",
      "call": "iam:ListRoles",
      "outcome": "read",
      "requests": 1
    }
  ],
  "rules": [],
  "problems": [],
  "advice": [],
  "findings": [
    {
      "id": "stream-role-allows-tag-session:arn:aws:iam::111122223333:role/desktops",
      "ruleId": "stream-role-allows-tag-session",
      "status": "fail",
      "severity": "high",
      "resource": {
        "type": "iam.role",
        "arn": "arn:aws:iam::111122223333:role/desktops",
        "name": "desktops",
        "region": "global"
      },
      "message": "No statement of the trust policy allows sts:TagSession.",
      "evidence": [
        {
          "path": "AssumeRolePolicyDocument",
          "actual": "none",
          "expected": "sts:TagSession"
        }
      ],
      "witness": {
        "sentence": "s",
        "action": "a",
        "context": {
          "saml:aud": [
            "x"
          ],
          "saml:sub_type": null
        }
      },
      "remediation": "Add sts:TagSession next to sts:AssumeRoleWithSAML.",
      "sources": [
        "https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html"
      ]
    }
  ],
  "summary": {
    "fail": {
      "critical": 0,
      "high": 1,
      "medium": 0,
      "low": 0,
      "informational": 0
    },
    "accepted": 0,
    "pass": 0,
    "notApplicable": 0,
    "unknown": 0,
    "complete": true
  }
}
`);
  });

  it('does not depend on the order in which a report was built', () => {
    expect(json(reversed(sample) as typeof sample)).toBe(json(sample));
  });

  it('keeps members that it does not know, after the others', () => {
    const grown = { zeta: 1, alpha: 2, ...sample };
    expect(Object.keys(JSON.parse(json(grown)) as object)).toEqual([...Object.keys(sample), 'alpha', 'zeta']);
  });

  it('prints no character that a terminal obeys or a reader cannot see, and means the same', () => {
    const message = 'a\u009b31m \u202eb\u2066 \u2028 \ufeff \u{e0041} \u007f \u061c';
    const text = json(report([finding({ message })]));
    expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/u);
    expect(text).toContain(String.raw`a\u009b31m \u202eb\u2066 \u2028 \ufeff \udb40\udc41 \u007f \u061c`);
    expect((JSON.parse(text) as { findings: { message: string }[] }).findings[0]?.message).toBe(message);
  });
});
