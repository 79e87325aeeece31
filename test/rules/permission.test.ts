import { describe, expect, it } from 'vitest';
import { absent, known, unreadable } from '../../lib/model/fact.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { Snapshot } from '../../lib/model/snapshot.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideWorkspacesPolicy,
  type ExampleAccount,
  type ExampleRole,
} from '../../lib/explain/example.ts';
import { rules } from '../../rules/index.ts';
import { findingsOn } from '../support/judging.ts';

const directory = guideWorkspacesPolicy.Statement[0].Resource;
const stacks = 'arn:aws:appstream:eu-central-1:111122223333:stack';
const desktops = guideWorkspacesPolicy.Statement[0];
const apps = guideAppstreamPolicy.Statement[0];
const own = { StringEquals: { 'workspaces:userId': '${saml:sub}' } };

const policy = (...Statement: readonly unknown[]) => ({ Version: '2012-10-17', Statement });
const role = (inline: Readonly<Record<string, unknown>>, more: Partial<ExampleRole> = {}): ExampleAccount => ({
  roles: [{ name: 'Desktops', inline, ...more }],
});

function judging(suffix: string) {
  const rule = rules.find(({ id }) => id === `stream-permission-${suffix}`);
  if (rule === undefined) throw new Error(`There is no rule stream-permission-${suffix}.`);
  return (given: ExampleAccount | Snapshot): Finding => {
    const [finding, ...others] = findingsOn(rule, given).filter(({ resource }) => resource.type === 'iam.role');
    if (finding === undefined || others.length > 0) throw new Error('Expected one role.');
    return finding;
  };
}

const said = ({ status, message }: Finding) => [status, message];
const severe = ({ severity, ...finding }: Finding) => [severity, finding.status, finding.message];

const entitled = (name: string) => ({ name, entitlements: ['department'] });
const allow = (Resource: unknown, more = {}) => ({ Effect: 'Allow', Action: '*', Resource, ...more });

/** The example with one Region's part changed. */
function inRegion(given: ExampleAccount, change: Partial<Snapshot['byRegion'][string]>): Snapshot {
  const snapshot = exampleSnapshot(given);
  const region = snapshot.byRegion['eu-central-1'];
  if (region === undefined) throw new Error('The example has a Region.');
  return { ...snapshot, byRegion: { ...snapshot.byRegion, 'eu-central-1': { ...region, ...change } } };
}

describe('stream-permission-bound-to-saml-subject', () => {
  const judge = judging('bound-to-saml-subject');
  const binding = (condition: unknown) => judge(role({ Stream: policy({ ...desktops, Condition: condition }) }));

  it('tells each faulty grant of a role, open and closed, in one finding', () => {
    const finding = judge(
      role({
        Open: policy({ ...desktops, Sid: 'Desks', Condition: {} }),
        Closed: policy({ ...apps, Condition: { StringEquals: { 'appstream:userId': '&{saml:sub}' } } }),
      }),
    );
    expect(severe(finding)).toEqual([
      'high',
      'fail',
      "Users can stream other users' sessions: policy Open, statement 1 (Desks) does not compare workspaces:userId with ${saml:sub}. 1 more statement is at fault.",
    ]);
    expect(finding.evidence).toEqual([
      {
        path: 'Open.Statement[0].Condition',
        actual: 'no condition',
        expected: 'StringEquals workspaces:userId ["${saml:sub}"]',
      },
      {
        path: 'Closed.Statement[0].Condition',
        actual: 'StringEquals appstream:userId "&{saml:sub}"',
        expected: 'StringEquals appstream:userId ["${saml:sub}"]',
      },
    ]);
    expect(finding.witness).toMatchObject({
      sentence: `a user who signed in as jdoe can stream the session of asmith on ${directory}`,
      action: 'workspaces:Stream',
      resource: directory,
      context: { 'saml:sub': 'jdoe', 'workspaces:userid': 'asmith' },
    });
  });

  it('shows the user who is kept out where nobody enters', () => {
    expect(binding({ StringEquals: { 'workspaces:userId': '{saml:sub}' } }).witness).toMatchObject({
      sentence: `a user who signed in as jdoe cannot stream their own session on ${directory}`,
      context: { 'saml:sub': 'jdoe', 'workspaces:userid': 'jdoe' },
    });
  });

  it('takes a left-over beside a statement that works for clutter', () => {
    const leftover = { ...desktops, Condition: { StringEquals: { 'workspaces:userId': '&{saml:sub}' } } };
    const finding = judge(role({ Stream: policy(leftover, desktops) }));
    expect(severe(finding)).toEqual([
      'low',
      'fail',
      'No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "&{saml:sub}", which is literal text and not a variable. Another statement allows it.',
    ]);
    expect(finding.witness).toBeUndefined();
  });

  it('does not let a statement for another directory excuse one that lets nobody in', () => {
    const other = { ...desktops, Resource: directory.replace('d-906731a2b4', 'd-9067ffffff') };
    const leftover = { ...desktops, Condition: { StringEquals: { 'workspaces:userId': '&{saml:sub}' } } };
    expect(judge(role({ Stream: policy(leftover, other) })).severity).toBe('high');
  });

  it.each([
    ['wildcards around a lost variable', { StringLike: { 'workspaces:userId': '*{saml:sub}*' } }],
    ['a variable without its braces', { StringEquals: { 'workspaces:userId': '$saml:sub' } }],
    ['a dot for the colon', { StringEquals: { 'workspaces:userId': '${saml.sub}' } }],
  ])('calls it closed: %s', (_name, condition) => {
    const { status, message } = binding(condition);
    expect([status, message.split(':')[0]]).toEqual(['fail', 'No user can start their own session']);
  });

  it.each([
    ['a fixed name and nothing else', { StringEquals: { 'workspaces:userId': 'shared' } }],
    ['a question mark', { StringLike: { 'workspaces:userId': '${saml:sub}?' } }],
    ['a set operator with IfExists', { 'ForAllValues:StringLikeIfExists': { 'workspaces:userId': '${saml:sub}' } }],
    ['only that some name is given', { Null: { 'workspaces:userId': 'false' } }],
  ])('calls it open: %s', (_name, condition) => {
    const { status, message } = binding(condition);
    expect([status, message.split(':')[0]]).toEqual(['fail', "Users can stream other users' sessions"]);
  });

  it.each([
    ['letter case left aside', { StringEqualsIgnoreCase: { 'workspaces:userId': '${saml:sub}' } }],
    ['a set operator that needs the key', { 'ForAnyValue:StringEquals': { 'workspaces:userId': '${saml:sub}' } }],
    ['a left-over beside the variable', { StringEquals: { 'workspaces:userId': ['${saml:sub}', '&{saml:sub}'] } }],
    [
      'IfExists where another operator needs the key',
      { StringEqualsIfExists: own.StringEquals, Null: { 'workspaces:userId': 'false' } },
    ],
    ['the subject type besides', { StringEquals: { ...own.StringEquals, 'saml:sub_type': 'persistent' } }],
    ['one person, and only into their own', { StringEquals: { 'workspaces:userId': 'asmith', 'saml:sub': 'asmith' } }],
  ])('calls it bound: %s', (_name, condition) => expect(binding(condition).status).toBe('pass'));

  it('judges a statement that grants both services once for each', () => {
    const both = {
      ...desktops,
      Action: ['workspaces:Stream', 'appstream:Stream'],
      Resource: [directory, `${stacks}/Design`],
    };
    expect(said(judge(role({ Stream: policy(both) })))).toEqual([
      'fail',
      'No user can start their own session: statement 1 of policy Stream never matches because a request for appstream:Stream never contains workspaces:userId. Did you mean appstream:userId?',
    ]);
    const keys = { 'workspaces:userId': '${saml:sub}', 'appstream:userId': '${saml:sub}' };
    const needsBoth = judge(role({ Stream: policy({ ...both, Condition: { StringEquals: keys } }) }));
    expect(needsBoth.evidence).toHaveLength(2);
    expect(judge(role({ Stream: policy({ ...both, Condition: { StringEqualsIfExists: keys } }) })).message).toContain(
      'also matches a request without workspaces:userId. 1 more statement is at fault.',
    );
  });

  it('counts a Deny and the permissions boundary, which both may close what is open', () => {
    const open = { Stream: policy({ ...desktops, Condition: {} }) };
    const guard = { Effect: 'Deny', Action: 'workspaces:*', Resource: '*' };
    const others = { StringNotEquals: { 'workspaces:userId': '${saml:sub}' } };
    expect(judge(role({ ...open, Guard: policy({ ...guard, Condition: others }) })).status).toBe('pass');
    const ifExists = { StringNotEqualsIfExists: others.StringNotEquals };
    expect(judge(role({ ...open, Guard: policy({ ...guard, Condition: ifExists }) })).status).toBe('pass');
    const present = { 'ForAnyValue:StringNotEquals': others.StringNotEquals };
    expect(judge(role({ ...open, Guard: policy({ ...guard, Condition: present }) })).status).toBe('fail');
    const boundary = policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: own });
    expect(judge(role(open, { boundary })).status).toBe('pass');
  });

  it('finds the one stack behind a wildcard that a guard leaves out', () => {
    const guarded = policy(
      { ...apps, Resource: `${stacks}/*`, Condition: {} },
      {
        Effect: 'Deny',
        Action: 'appstream:Stream',
        NotResource: `${stacks}/Public*`,
        Condition: { StringNotEquals: { 'appstream:userId': '${saml:sub}' } },
      },
    );
    expect(judge(role({ Stream: guarded })).witness?.resource).toBe(`${stacks}/Public`);
  });

  it('lets a closed grant fail although the boundary cannot be read, and an open one wait for it', () => {
    const unread = { Statement: [{ Efect: 'Allow' }] };
    const closed = policy({ ...desktops, Condition: { StringEquals: { 'workspaces:userId': '{saml:sub}' } } });
    expect(judge(role({ Stream: closed }, { boundary: unread })).status).toBe('fail');
    expect(judge(role({ Stream: policy({ ...desktops, Condition: {} }) }, { boundary: unread })).status).toBe(
      'unknown',
    );
    expect(judge(role({ Stream: guideWorkspacesPolicy }, { boundary: unread })).status).toBe('pass');
  });

  it('says that a permission has ended', () => {
    const ended = { ...own, DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } };
    expect(binding(ended).message).toBe(
      'No user can start their own session: statement 1 of policy Stream never matches because DateLessThan aws:CurrentTime "2026-01-01T00:00:00Z" matches no request for the user\'s own session.',
    );
  });

  it('concludes nothing from a variable in a form that AWS does not document', () => {
    expect(said(binding({ StringEquals: { 'workspaces:userId': "${saml:sub,'x'}" } }))).toEqual([
      'unknown',
      "Cannot determine whose sessions policy Stream, statement 1 allows: ${saml:sub,'x'} is not a documented form of a policy variable.",
    ]);
  });
});

describe('stream-permission-scoped-to-resource', () => {
  const judge = judging('scoped-to-resource');
  const mixed = (Action: readonly string[], Resource: readonly string[]) =>
    judge(role({ Stream: policy({ ...desktops, Action, Resource }) })).status;
  const catalog = { Stream: policy({ ...apps, Resource: `${stacks}/*` }) };

  it('names every stack that a wildcard leaves unprotected, and shows one that anybody reaches', () => {
    const finding = judge({
      ...role(catalog),
      stacks: [entitled('Design'), { name: 'Admin' }, { ...entitled('Office'), fleets: ['desks'] }],
      fleets: [{ name: 'design-fleet' }, { name: 'desks', streamView: 'DESKTOP' }],
    });
    expect(severe(finding)).toEqual([
      'high',
      'fail',
      `In policy Stream, statement 1, Resource ${stacks}/* includes stack Admin, which has no application entitlement; stack Office, whose fleet uses the Desktop stream view, for which AppStream ignores entitlements.`,
    ]);
    expect(finding.witness?.sentence).toBe(
      `a user who signed in as jdoe can stream their own session on ${stacks}/Admin`,
    );
    expect(finding.evidence).toEqual([
      {
        path: 'Stream.Statement[0].Resource',
        actual: `${stacks}/*`,
        expected: 'arn:aws:appstream:REGION:111122223333:stack/STACK_NAME',
      },
    ]);
  });

  it('counts a Deny only where it refuses everybody', () => {
    const deny = { Effect: 'Deny', Action: 'appstream:Stream', Resource: `${stacks}/Admin` };
    const given = { stacks: [entitled('Design'), { name: 'Admin' }] };
    const allow = { ...apps, Resource: `${stacks}/*` };
    expect(judge({ ...role({ Stream: policy(allow, deny) }), ...given }).status).toBe('pass');
    const guests = { ...deny, Condition: { StringLike: { 'saml:sub': 'guest-*' } } };
    expect(judge({ ...role({ Stream: policy(allow, guests) }), ...given }).status).toBe('fail');
  });

  it('counts the permissions boundary, and waits for it where it could protect a stack', () => {
    const given = { stacks: [entitled('Design'), { name: 'Admin' }] };
    const boundary = policy({ Effect: 'Allow', Action: '*', Resource: `${stacks}/Design` });
    expect(judge({ ...role(catalog, { boundary }), ...given }).status).toBe('pass');
    const unread = { Statement: [{ Efect: 'Allow' }] };
    expect(said(judge({ ...role(catalog, { boundary: unread }), ...given }))).toEqual([
      'unknown',
      'Could not be judged: permissions boundary boundary of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
    ]);
  });

  it('fails on the stack that is known to be open, although another could not be read', () => {
    const given = { ...role(catalog), stacks: [{ name: 'Admin' }, { name: 'Design' }] };
    const read = exampleSnapshot(given).byRegion['eu-central-1']?.stacks;
    if (read?.state !== 'known') throw new Error('The example has stacks.');
    const denied = unreadable('appstream:DescribeEntitlements', 'eu-central-1', 'denied', 'not allowed');
    const half = read.value.map((stack) => (stack.name === 'Design' ? { ...stack, entitlements: denied } : stack));
    expect(said(judge(inRegion(given, { stacks: known(half) })))).toEqual([
      'fail',
      `In policy Stream, statement 1, Resource ${stacks}/* includes stack Admin, which has no application entitlement.`,
    ]);
    const onlyUnread = half.filter(({ name }) => name === 'Design');
    expect(judge(inRegion(given, { stacks: known(onlyUnread) })).unread?.call).toBe('appstream:DescribeEntitlements');
  });

  it('asks for the tags of every stack of the catalog', () => {
    const trust = policy({
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP' },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['department'] } },
    });
    const finding = judge({
      ...role(catalog, { trust }),
      stacks: [entitled('Design'), { name: 'Office', entitlements: ['costCenter'] }],
    });
    expect(said(finding)).toEqual([
      'fail',
      'Every stack behind the wildcard has application entitlements, but the trust policy does not allow sts:TagSession with PrincipalTag:costCenter, PrincipalTag:department for arn:aws:iam::111122223333:saml-provider/ExampleIdP.',
    ]);
    expect(finding.remediation).toBe(
      'In the trust policy of role Desktops, add "sts:TagSession" next to "sts:AssumeRoleWithSAML".',
    );
  });

  it('calls a wildcard that covers no stack unneeded, not dangerous', () => {
    expect(severe(judge({ ...role(catalog), stacks: [] }))).toEqual([
      'medium',
      'fail',
      `In policy Stream, statement 1, Resource ${stacks}/* matches no existing stack in eu-central-1, but will match any stack that is created later.`,
    ]);
  });

  it('does not take stack/* of another account or of all Regions for a catalog', () => {
    const given = { stacks: [entitled('Design')] };
    for (const resource of [
      'arn:aws:appstream:eu-central-1:444455556666:stack/*',
      'arn:aws:appstream:*:111122223333:stack/*',
    ]) {
      const finding = judge({ ...role({ Stream: policy({ ...apps, Resource: resource }) }), ...given });
      expect(severe(finding)).toEqual([
        'high',
        'fail',
        `In policy Stream, statement 1, Resource ${resource} covers more than one stack, including ones that are created later.`,
      ]);
    }
  });

  it('leaves alone the ARN that another action of the statement needs', () => {
    const bucket = 'arn:aws:s3:::example/*';
    expect(mixed(['workspaces:Stream', 's3:GetObject'], [directory, bucket])).toBe('pass');
    expect(mixed(['workspaces:Stream'], [directory, bucket])).toBe('fail');
    expect(mixed(['workspaces:Stream', 's3:GetObject'], [bucket])).toBe('fail');
  });

  it('does not evaluate an administrator, who could also stream', () => {
    const finding = judge(role({ All: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) }));
    expect(said(finding)).toEqual([
      'not-applicable',
      'Not a streaming role: its policies reach streaming only through a wildcard or NotAction.',
    ]);
  });
});

describe('stream-permission-effective-under-boundary', () => {
  const judge = judging('effective-under-boundary');
  const second = directory.replace('d-906731a2b4', 'd-9067ffffff');

  it('names the one of two directories that the boundary leaves out, and who is refused', () => {
    const finding = judge(
      role({ Stream: policy({ ...desktops, Resource: [directory, second] }) }, { boundary: policy(allow(directory)) }),
    );
    expect(said(finding)).toEqual([
      'fail',
      `Permissions boundary boundary blocks workspaces:Stream on ${second}, which the policies of the role allow. No user can stream from it.`,
    ]);
    expect(finding.witness?.sentence).toBe(`a user who signed in as jdoe cannot stream their own session on ${second}`);
  });

  it('finds the resource that a wildcard grant and a wildcard boundary have in common', () => {
    const wide = { Stream: policy({ ...apps, Resource: 'arn:aws:appstream:*:*:stack/prod-*' }) };
    const boundary = (pattern: string) => ({ boundary: policy(allow(pattern)) });
    expect(judge(role(wide, boundary('arn:aws:appstream:eu-*:*:stack/*-design'))).status).toBe('pass');
    expect(judge(role(wide, boundary('arn:aws:appstream:eu-*:*:stack/test-*'))).status).toBe('fail');
  });

  it('leaves a grant that lets nobody in by itself to the rule about that', () => {
    const closed = { ...desktops, Condition: { StringEquals: { 'workspaces:userId': '&{saml:sub}' } } };
    expect(judge(role({ Stream: policy(closed) }, { boundary: policy(allow(second)) })).status).toBe('pass');
  });

  it('sees that policy and boundary each allow something, but never the same', () => {
    const narrowed = {
      ...desktops,
      Condition: { StringEquals: { ...own.StringEquals, 'saml:sub_type': 'persistent' } },
    };
    const boundary = policy(allow('*', { Condition: { StringEquals: { 'saml:sub_type': 'transient' } } }));
    expect(judge(role({ Stream: policy(narrowed) }, { boundary })).status).toBe('fail');
  });
});

describe('stream-permission-resource-exists', () => {
  const judge = judging('resource-exists');

  it('says that a service which is not offered in the Region has no such directory', () => {
    const given = role({ Stream: guideWorkspacesPolicy });
    expect(said(judge(inRegion(given, { directories: absent('WorkSpaces is not offered here') })))).toEqual([
      'fail',
      `Role Desktops allows streaming on ${directory}, which does not exist in eu-central-1.`,
    ]);
  });

  it('keeps quiet about a grant that a Deny takes back', () => {
    const deny = { Effect: 'Deny', Action: 'workspaces:*', Resource: directory };
    expect(said(judge(role({ Stream: policy(desktops, deny) })))).toEqual([
      'not-applicable',
      'No grant names a single directory or stack.',
    ]);
  });

  it('reads ${…} as plain text where the Version has no variables', () => {
    const old = { Statement: [{ ...apps, Resource: `${stacks}/\${aws:PrincipalTag/Stack}` }] };
    expect(said(judge({ ...role({ Stream: old }), stacks: [{ name: 'Design' }] }))).toEqual([
      'fail',
      `Role Desktops allows streaming on ${stacks}/\${aws:PrincipalTag/Stack}, which does not exist in eu-central-1.`,
    ]);
  });
});

describe('stream-permission-without-source-ip', () => {
  const judge = judging('without-source-ip');
  const elsewhere = { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } };
  const guard = (more: Readonly<Record<string, unknown>>) =>
    judge(
      role({
        Stream: guideWorkspacesPolicy,
        Guard: policy({ Effect: 'Deny', Action: '*', Condition: elsewhere, ...more }),
      }),
    );

  it('names the statement that makes streaming depend on the address', () => {
    const finding = guard({ Resource: '*' });
    expect(said(finding)).toEqual([
      'fail',
      'Statement 1 of policy Guard uses aws:SourceIp, but AWS does not support source IP conditions for workspaces:Stream.',
    ]);
    expect(finding.evidence).toEqual([
      {
        path: 'Guard.Statement[0].Condition.NotIpAddress.aws:SourceIp',
        actual: '192.0.2.0/24',
        expected: 'no source IP condition',
      },
    ]);
  });

  it.each([
    [{ NotResource: directory }, 'pass'],
    [{ NotResource: 'arn:aws:s3:::*' }, 'fail'],
    [{ Resource: 'arn:aws:workspaces:*:*:directory/*' }, 'fail'],
    [{ Resource: '*', Action: 'appstream:*' }, 'pass'],
    [{ Resource: '*', Action: undefined, NotAction: 'workspaces:Stream' }, 'pass'],
  ])('knows what the Deny is about: %j', (more, expected) => expect(guard(more).status).toBe(expected));
});

describe('stream-permission-inline', () => {
  const judge = judging('inline');

  it("calls AWS's own policy shared, and says what becomes of it", () => {
    const snapshot = exampleSnapshot(role({}));
    if (snapshot.roles.state !== 'known') throw new Error('The example has roles.');
    const attached = {
      kind: 'aws-managed' as const,
      name: 'AmazonWorkSpacesAdmin',
      arn: 'arn:aws:iam::aws:policy/AmazonWorkSpacesAdmin',
      document: known(policy({ Effect: 'Allow', Action: 'workspaces:*', Resource: '*' })),
    };
    const roles = snapshot.roles.value.map((one) => ({ ...one, policies: known([attached]) }));
    expect(severe(judge({ ...snapshot, roles: known(roles) }))).toEqual([
      'medium',
      'fail',
      'Streaming is allowed by managed policy AmazonWorkSpacesAdmin (AWS managed: AWS can change it) instead of an inline policy of this role.',
    ]);
  });

  it('counts roles that have nothing to do with streaming too', () => {
    const managed = { Shared: guideWorkspacesPolicy };
    const trust = policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const given = {
      roles: [
        { name: 'Desktops', managed },
        { name: 'Servers', managed, trust },
      ],
    };
    const rule = rules.find(({ id }) => id === 'stream-permission-inline');
    const findings = rule === undefined ? [] : findingsOn(rule, given);
    expect(findings.map(severe)).toContainEqual([
      'medium',
      'fail',
      'Streaming is allowed by managed policy Shared (attached to 2 roles) instead of an inline policy of this role.',
    ]);
  });
});

describe('stream-permission-exact-action', () => {
  it('names each wide pattern where it stands', () => {
    const wide = policy(desktops, { ...apps, Sid: 'Apps', Action: ['appstream:Describe*', 'appstream:?tream'] });
    const finding = judging('exact-action')(role({ Stream: wide }));
    expect(said(finding)).toEqual([
      'fail',
      'Policy Stream, statement 2 (Apps) allows appstream:Stream through Action appstream:?tream, which also covers other actions.',
    ]);
    expect(finding.evidence).toEqual([
      { path: 'Stream.Statement[1].Action', actual: 'appstream:?tream', expected: 'appstream:Stream' },
    ]);
  });
});

describe('stream-permission-well-formed', () => {
  const judge = judging('well-formed');
  const also = (action: unknown) =>
    judge(role({ Stream: policy(desktops, { Effect: 'Allow', Action: action, Resource: '*' }) })).status;

  it.each([
    ['appstream2:Stream', 'fail'],
    ['work-spaces:Stream', 'fail'],
    ['workspaces:Streaming', 'fail'],
    ['workspaces:Stream ', 'fail'],
    ['appstream:Steam', 'fail'],
    ['WORKSPACES:STREAM', 'pass'],
    ['appstream:CreateStreamingURL', 'pass'],
    ['workspaces-web:StreamSomething', 'pass'],
    ['kinesis:DescribeStream', 'pass'],
    ['workspaces:Str*', 'pass'],
  ])('judges the action %j: %s', (action, expected) => expect(also(action)).toBe(expected));

  it.each([
    ['appstream:userID', 'pass'],
    ['saml:sub_type', 'pass'],
    ['saml:aud', 'pass'],
    ['aws:PrincipalTag/Email', 'pass'],
    ['sam:sub', 'fail'],
    ['saml:nameid', 'fail'],
    ['workspaces:user', 'fail'],
    ['userId', 'fail'],
    ['aws:PrincipalOrgID', 'pass'],
    ['aws:MultiFactorAuthPresent', 'pass'],
    ['aws:SomethingNew', 'unknown'],
    ['aws:PrincipalArm', 'fail'],
    ['workspaces-web:something', 'unknown'],
  ])('judges the condition key %s: %s', (key, expected) => {
    const statement = { ...desktops, Condition: { StringEquals: { [key]: 'x' } } };
    expect(judge(role({ Stream: policy(statement) })).status).toBe(expected);
  });

  it('fails on a misspelling although another policy cannot be understood', () => {
    const wrong = policy({ ...desktops, Condition: { StringEquals: { 'workspace:userId': '${saml:sub}' } } });
    const finding = judge(role({ Stream: wrong, Other: { Statement: [{ Efect: 'Allow' }] } }));
    expect(said(finding)).toEqual([
      'fail',
      'Statement 1 of policy Stream uses the condition key workspace:userId, which does not exist. Did you mean workspaces:userId?',
    ]);
  });

  it('finds the role that may not stream at all because its only action is misspelled', () => {
    const rule = rules.find(({ id }) => id === 'stream-permission-well-formed');
    const given = role({ Stream: policy({ ...desktops, Action: 'workspace:Stream' }) });
    const findings = rule === undefined ? [] : findingsOn(rule, given);
    expect(findings.map((finding) => [finding.resource.type, ...said(finding)])).toEqual([
      [
        'account',
        'fail',
        'Role Desktops does not allow streaming: statement 1 of policy Stream uses the action workspace:Stream, which does not exist. Did you mean workspaces:Stream?',
      ],
    ]);
  });
});
