import type { Report } from '../model/report.ts';

/** The report as JSON text: members in the schema's order, two spaces, a newline at the end. */
export const json = (report: Report): string => `${JSON.stringify(arrange(report, reportShape), undefined, 2)}\n`;

/** Members in printed order, each with the shape of its value (or of the entries, for a list). */
interface Shape {
  readonly [member: string]: Shape;
}

const text: Shape = {};

const findingShape: Shape = {
  id: text,
  ruleId: text,
  status: text,
  severity: text,
  accepted: { owner: text, reason: text, expires: text },
  resource: { type: text, arn: text, name: text, region: text },
  message: text,
  evidence: { path: text, actual: text, expected: text },
  witness: { sentence: text, action: text, principal: text, resource: text, context: {} },
  unread: { call: text, region: text, reason: text, action: text },
  remediation: text,
  sources: text,
};

const reportShape: Shape = {
  schemaVersion: text,
  tool: { name: text, version: text },
  scan: { id: text, accountId: text, partition: text, regions: text, source: text, startedAt: text, finishedAt: text },
  coverage: { region: text, call: text, resource: text, outcome: text, detail: text, requests: text },
  findings: findingShape,
  paths: {
    provider: text,
    role: text,
    service: text,
    target: text,
    region: text,
    status: text,
    steps: { edge: text, status: text, cause: text, userSees: text, rules: text, call: text },
  },
  relayStates: {
    type: text,
    arn: text,
    name: text,
    region: text,
    url: text,
    others: { use: text, url: text },
    notes: text,
  },
  comparison: {
    since: text,
    changes: {
      kind: text,
      findingId: text,
      ruleId: text,
      severity: text,
      resource: { type: text, arn: text, name: text, region: text },
      message: text,
    },
    leftOut: text,
  },
  notices: {
    kind: text,
    index: text,
    message: text,
    exception: { rule: text, resource: text, owner: text, reason: text, expires: text },
  },
  summary: {
    fail: { critical: text, high: text, medium: text, low: text, informational: text },
    accepted: text,
    pass: text,
    notApplicable: text,
    unknown: text,
    complete: text,
  },
};

/** Copies a value with its members in the shape's order; members the shape does not name follow, by name. */
function arrange(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((entry) => arrange(entry, shape));
  if (typeof value !== 'object' || value === null) return value;
  const members = new Map(Object.entries(value));
  const others = [...members.keys()].filter((member) => !Object.hasOwn(shape, member)).toSorted();
  return Object.fromEntries(
    [...Object.keys(shape), ...others]
      .filter((member) => members.has(member))
      .map((member) => [member, arrange(members.get(member), shape[member] ?? {})]),
  );
}
