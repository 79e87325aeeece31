import type { Snapshot } from '../../lib/model/snapshot.ts';
import { exampleSnapshot, guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';

/** An account that is set up as the guides say, with two of most things. */
const account = exampleSnapshot({
  providers: [{ name: 'ExampleIdP' }, { name: 'Partners' }],
  roles: [
    { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } },
    { name: 'Apps', inline: { Stream: guideAppstreamPolicy } },
    { name: 'Both', inline: { Desktops: guideWorkspacesPolicy, Apps: guideAppstreamPolicy } },
  ],
  directories: [{ id: 'd-906731a2b4' }, { id: 'd-99672f8b1c' }],
  workspaces: { 'd-906731a2b4': { total: 3, pcoip: 1 } },
  directoryService: { 'd-906731a2b4': { type: 'ADConnector', stage: 'Active' } },
  stacks: [{ name: 'Design', entitlements: ['department'] }, { name: 'Training' }],
  fleets: [{ name: 'design-fleet', state: 'RUNNING' }],
});

/** Values that stand somewhere in real accounts, right in one place and wrong in others. */
const strayValues: readonly unknown[] = [
  '*',
  '',
  'DISABLED',
  'ENABLED',
  'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK',
  'DEREGISTERED',
  'DENY',
  'STOPPED',
  'Inoperable',
  'Deny',
  'persistent',
  'Persistent',
  '${saml:sub}',
  '&{saml:sub}',
  'CORP\\${saml:sub}',
  'https://placeholder',
  'https://signin.aws.amazon.com/saml',
  'sts:AssumeRole',
  'workspaces:*',
  'AWS_IAM_IDENTITY_CENTER',
  'arn:aws:iam::111122223333:saml-provider/Gone',
  'arn:aws:workspaces:eu-central-1:111122223333:directory/d-99672f8b1c',
  'arn:aws:appstream:eu-central-1:111122223333:stack/Training',
  [],
  {},
  {
    state: 'unreadable',
    call: 'iam:GetAccountAuthorizationDetails',
    region: 'global',
    reason: 'denied',
    detail: 'denied',
  },
  { state: 'absent' },
];

/**
 * The account with a few values replaced, removed or put elsewhere, as `random` (0 to 1) decides. What AWS gives the shape
 * of keeps it: only texts are exchanged for texts, and facts for other states of a fact.
 */
export function mutatedAccount(random: () => number): Snapshot {
  const copy = structuredClone(account) as unknown as Node;
  const times = 1 + Math.floor(random() * 3);
  for (let time = 0; time < times; time++) mutate(copy, random);
  return copy as unknown as Snapshot;
}

type Node = Record<string, unknown>;

interface Place {
  readonly parent: Node;
  readonly key: string;
  readonly policy: boolean;
}

function mutate(root: Node, random: () => number): void {
  const places: Place[] = [];
  collect(root, false, places);
  const { parent, key, policy } = pick(places, random);
  const value = parent[key];
  // IAM stores no statement without what it is about.
  if (policy && key !== 'Resource' && random() < 0.2) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
    return;
  }
  const fitting = strayValues.filter((stray) =>
    policy ? !isFact(stray) : isFact(value) ? isFact(stray) : typeof value === 'string' && typeof stray === 'string',
  );
  if (fitting.length > 0) parent[key] = pick(fitting, random);
}

function collect(node: unknown, policy: boolean, places: Place[], within = ''): void {
  if (typeof node !== 'object' || node === null) return;
  for (const key of Object.keys(node)) {
    const value = (node as Node)[key];
    // A policy is the value of a fact called trust or document.
    const isPolicy = policy || (key === 'value' && policyFacts.test(within));
    if (policy || !fixed.test(key)) places.push({ parent: node as Node, key, policy });
    collect(value, isPolicy, places, key);
  }
}

const policyFacts = /^(trust|document)$/;
/** What AWS makes up, and this tool relies on; and the inside of facts. */
const fixed = /^(arn|state|region|account|value|kind|id|accountId|partition|asOf|source|regions|byRegion|coverage)$/;

const isFact = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['known', 'absent', 'unreadable'].includes(String((value as Node)['state']));

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
