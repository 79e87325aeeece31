import type { ChangeKind } from '../../lib/model/change.ts';
import { type Finding, severities } from '../../lib/model/finding.ts';
import type { History, LifeStatus } from '../../lib/model/history.ts';

/** What was to be seen from outside of some runs. */
export interface Observed {
  /** The history in the end. */
  readonly history: History;
  /** Bodies of what the findings topic took, in order. */
  readonly messages: readonly Message[];
  /** The ids of the digests that the alerts topic took, in order. */
  readonly digests: readonly string[];
  /** The message ids that each digest tells. */
  readonly told: ReadonlyMap<string, readonly string[]>;
}

export interface Message {
  readonly messageId: string;
  readonly change: ChangeKind;
  readonly version: number;
  readonly finding: Finding;
}

/** Everything that must not be so, in words; none when the fault was survived. */
export function violations(seen: Observed, before: History, reference: Observed): string[] {
  return [
    ...notTheSameEnd(seen, reference),
    ...untold(seen, before),
    ...toldTwice(seen),
    ...notInOneDigest(seen),
    ...closedUnread(seen, reference),
  ];
}

function notTheSameEnd({ history }: Observed, reference: Observed): readonly string[] {
  const [end, expected] = [history, reference.history].map(({ lives }) =>
    lives
      .map(({ finding, status }) => `${finding.id} ${status} ${finding.severity}`)
      .toSorted()
      .join('\n'),
  );
  return [
    ...(end === expected ? [] : [`the end is\n${end}\ninstead of\n${expected}`]),
    ...(history.waiting.length === 0 ? [] : [`${history.waiting.length} batches still wait`]),
  ];
}

/** Each step since `before` must have been told, and the last one must be what the finding is now. */
function untold({ history, messages }: Observed, before: History): readonly string[] {
  return history.lives.flatMap(({ finding, version, status }) => {
    const known = before.lives.find((life) => life.finding.id === finding.id)?.version ?? 0;
    const steps = Array.from({ length: version - known }, (_, index) => known + index + 1);
    const heard = messages.filter((message) => message.finding.id === finding.id);
    const last = heard.find((message) => message.version === version);
    return [
      ...steps
        .filter((step) => !heard.some((message) => message.version === step))
        .map((step) => `version ${step} of ${finding.id} was never told`),
      ...heard
        .filter((message) => !steps.includes(message.version))
        .map((message) => `version ${message.version} of ${finding.id} is no news`),
      ...(last === undefined || statusAfter[last.change] === status
        ? []
        : [`${finding.id} is ${status}, but was told as ${last.change}`]),
    ];
  });
}

const statusAfter: Readonly<Record<ChangeKind, LifeStatus>> = {
  opened: 'open',
  reopened: 'open',
  worsened: 'open',
  eased: 'open',
  regained: 'open',
  'lost-sight': 'lost-sight',
  resolved: 'resolved',
  gone: 'gone',
  accepted: 'accepted',
};

function toldTwice({ messages }: Observed): readonly string[] {
  const steps = Map.groupBy(messages, ({ finding, version }) => `version ${version} of ${finding.id}`);
  return [...steps].flatMap(([step, told]) => {
    const ids = new Set(told.map(({ messageId, change }) => `${messageId} ${change}`));
    return ids.size === 1 ? [] : [`${step} was told under ${ids.size} ids`];
  });
}

/** People hear of each change that is not merely informational, and always in the same digest. */
function notInOneDigest({ messages, digests, told }: Observed): readonly string[] {
  const forPeople = messages.filter(({ finding }) => severities.indexOf(finding.severity) <= severities.indexOf('low'));
  return [...new Set(forPeople.map(({ messageId }) => messageId))].flatMap((messageId) => {
    const heardIn = new Set(digests.filter((digest) => told.get(digest)?.includes(messageId)));
    return heardIn.size === 1 ? [] : [`message ${messageId} is in ${heardIn.size} digests`];
  });
}

function closedUnread({ messages }: Observed, reference: Observed): readonly string[] {
  const closed = (told: readonly Message[]) =>
    new Set(
      told
        .filter(({ change }) => change === 'resolved' || change === 'gone')
        .map(({ change, finding }) => `${finding.id} ${change}`),
    );
  const rightly = closed(reference.messages);
  return [...closed(messages)].filter((what) => !rightly.has(what)).map((what) => `${what}, although nobody looked`);
}
