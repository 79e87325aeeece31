import { describe, expect, it } from 'vitest';
import { assess } from '../../lib/engine/assess.ts';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { signInsFrom } from '../../lib/evidence/read.ts';
import { recordsIn } from '../../lib/evidence/records.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { rules } from '../../rules/index.ts';
import { denied, event, refusedWith, type EventWish } from './events.ts';

const signInRules = rules.filter(({ id }) => id.startsWith('sign-in-'));
const times = (count: number, wish: EventWish = {}) => Array.from({ length: count }, () => event(wish));

const account: ExampleAccount = {
  roles: [
    { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } },
    { name: 'Applications', inline: { Stream: guideAppstreamPolicy } },
    { name: 'Both', inline: { Desktops: guideWorkspacesPolicy, Applications: guideAppstreamPolicy } },
    { name: 'Unused', inline: { Stream: guideWorkspacesPolicy } },
  ],
  directories: [{ id: 'd-906731a2b4' }],
  stacks: [{ name: 'Design' }],
};
const trusting = (change: Readonly<Record<string, unknown>>): ExampleAccount => ({
  ...account,
  roles: [{ name: 'Desktops', trust: guideTrustWith(change), inline: { Stream: guideWorkspacesPolicy } }],
});

/** The results that say something, for one role: `rule status: message`. */
function resultsOf(events: readonly object[], given: ExampleAccount = account, role = 'Desktops'): readonly string[] {
  const snapshot = exampleSnapshot(given);
  const signIns = signInsFrom(accountOf(snapshot), { records: [...recordsIn(events)], coverage: [] });
  return evaluate({ ...snapshot, signIns }, signInRules)
    .filter(({ resource, status }) => resource.name === role && status !== 'not-applicable' && status !== 'pass')
    .map(({ ruleId, status, severity, message }) => `${ruleId} ${status === 'fail' ? severity : status}: ${message}`);
}

describe('right sign-ins', () => {
  it.each([
    ['of a directory', times(14), account, 'Desktops'],
    ['of a stack without tags', times(3, { role: 'Applications', tags: {} }), account, 'Applications'],
    [
      'with the URN of the format',
      times(2, { subjectType: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' }),
      account,
      'Desktops',
    ],
    [
      'at an audience that the policy holds',
      times(2),
      trusting({ Condition: { StringLike: { 'SAML:aud': 'https://*signin.aws.amazon.com/saml*' } } }),
      'Desktops',
    ],
    [
      'of a domain-joined fleet',
      times(2, { role: 'Applications', subject: 'CORP\\MARKNAME' }),
      { ...account, fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }] },
      'Applications',
    ],
    ['of another account only', times(5, { account: '444455556666', tags: {} }), account, 'Desktops'],
  ] as const)('%s say nothing', (_, events, given, role) => {
    expect(resultsOf(events, given, role)).toEqual([]);
  });

  it('leave a role without any not applicable, and never a pass', () => {
    const snapshot = exampleSnapshot(account);
    const signIns = signInsFrom(accountOf(snapshot), { records: [...recordsIn(times(5))], coverage: [] });
    const findings = evaluate({ ...snapshot, signIns }, signInRules);
    expect(findings.filter(({ resource }) => resource.name === 'Unused').map(({ status }) => status)).toEqual(
      Array(8).fill('not-applicable'),
    );
    expect(new Set(findings.map(({ ruleId, resource }) => `${ruleId} ${resource.arn}`)).size).toBe(findings.length);
    expect(
      findings.find(({ ruleId, resource }) => ruleId === 'sign-in-refused' && resource.name === 'Desktops'),
    ).toMatchObject({
      status: 'not-applicable',
      message: 'No refused sign-in was recorded. AWS does not record every one, so that this proves nothing.',
    });
  });
});

describe('a defect of recorded sign-ins', () => {
  const certificates = { ...account, directories: [{ id: 'd-906731a2b4', certificateAuth: { status: 'ENABLED' } }] };
  const entitled = { ...account, stacks: [{ name: 'Design', entitlements: ['department', 'title'] }] };
  const defects: readonly (readonly [string, readonly object[], string, ExampleAccount?, string?])[] = [
    [
      'transient subjects',
      [...times(11), ...times(3, { subjectType: 'transient' })],
      'sign-in-subject-persistent medium: 3 of 14 sign-ins had another NameID format than persistent: transient.',
    ],
    [
      'unspecified subjects',
      times(2, { subjectType: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified' }),
      'sign-in-subject-persistent medium: 2 of 2 sign-ins had another NameID format than persistent: urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified.',
    ],
    [
      'email addresses as subjects',
      times(4, { subject: 'MARKNAME@example.com' }),
      'sign-in-subject-form medium: 4 of 4 sign-ins had a NameID of another form than directory d-906731a2b4 expects: a user principal name or an email address.',
    ],
    [
      'domains in subjects',
      [event(), event({ subject: 'CORP\\MARKNAME' })],
      'sign-in-subject-form medium: 1 of 2 sign-ins had a NameID of another form than directory d-906731a2b4 expects: domain\\user.',
    ],
    [
      'plain subjects of a fleet in a domain',
      times(2, { role: 'Applications' }),
      'sign-in-subject-form medium: 2 of 2 sign-ins had a NameID of another form than stack Design expects: a plain name.',
      { ...account, fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }] },
      'Applications',
    ],
    [
      'no email',
      [...times(12), ...times(2, { tags: {} })],
      'sign-in-email-tag-sent medium: 2 of 14 sign-ins carried no PrincipalTag:Email, which WorkSpaces requires.',
    ],
    [
      'another tag than email',
      times(1, { tags: { Department: 'MARKTAG' } }),
      'sign-in-email-tag-sent medium: 1 of 1 sign-in carried no PrincipalTag:Email, which WorkSpaces requires.',
    ],
    [
      'email in another letter case',
      times(1, { tags: { email: 'MARKTAG' } }),
      'sign-in-email-tag-sent medium: 1 of 1 sign-in carried no PrincipalTag:Email, which WorkSpaces requires. It was sent in another letter case.',
    ],
    [
      'no tags for certificates',
      times(2),
      'sign-in-certificate-tags-sent medium: 2 of 2 sign-ins carried no UserPrincipalName and no ObjectSid, which directory d-906731a2b4 needs to sign in with a certificate.',
      certificates,
    ],
    [
      'no ObjectSid',
      times(2, { tags: { Email: 'MARKTAG', UserPrincipalName: 'MARKTAG' } }),
      'sign-in-certificate-tags-sent medium: 2 of 2 sign-ins carried no ObjectSid, which directory d-906731a2b4 needs to sign in with a certificate.',
      certificates,
    ],
    [
      'no attribute of an entitlement',
      times(2, { role: 'Applications', tags: { department: 'MARKTAG' } }),
      'sign-in-entitlement-tags-sent medium: No recorded sign-in carried PrincipalTag:title, by which stack Design entitles users.',
      entitled,
      'Applications',
    ],
    [
      'sessions of an hour',
      times(3, { duration: 3600 }),
      'sign-in-session-duration low: 3 of 3 sign-ins asked for sessions of an hour or less, after which users are disconnected.',
    ],
    [
      'shorter sessions in some',
      [event(), event({ duration: 1800 })],
      'sign-in-session-duration low: 1 of 2 sign-ins asked for sessions of an hour or less, after which users are disconnected.',
    ],
    [
      'an audience that the policy lost',
      [...times(9), event({ audience: 'https://eu-west-1.signin.aws.amazon.com/saml' })],
      'sign-in-audience-as-pinned high: The trust policy now refuses 1 of 10 sign-ins by their audience: https://eu-west-1.signin.aws.amazon.com/saml.',
      trusting({ Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }),
    ],
    [
      'an audience that a Deny names',
      times(2),
      'sign-in-audience-as-pinned high: The trust policy now refuses 2 of 2 sign-ins by their audience: https://signin.aws.amazon.com/saml.',
      {
        ...account,
        roles: [
          {
            name: 'Desktops',
            inline: { Stream: guideWorkspacesPolicy },
            trust: {
              Version: '2012-10-17',
              Statement: [
                ...guideTrust.Statement,
                {
                  ...guideTrust.Statement[0],
                  Effect: 'Deny',
                  Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
                },
              ],
            },
          },
        ],
      },
    ],
    [
      'a provider that the role does not trust',
      times(2, { ...denied, provider: 'OtherIdP' }),
      'sign-in-refused high: 2 of 2 sign-ins were refused, the last at 2026-10-20T08:00:00.000Z. The trust policy of role Desktops does not allow sts:AssumeRoleWithSAML for arn:aws:iam::111122223333:saml-provider/OtherIdP.',
      { ...account, providers: [{ name: 'ExampleIdP' }, { name: 'OtherIdP' }] },
    ],
    [
      'a provider that does not exist',
      times(1, { ...denied, provider: 'Exampleidp' }),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. Role Desktops trusts SAML provider Exampleidp, which does not exist in this account. Provider ExampleIdP exists, and the policy specifies Exampleidp: names are case-sensitive.',
    ],
    [
      'tags without TagSession',
      times(2, denied),
      'sign-in-refused high: 2 of 2 sign-ins were refused, the last at 2026-10-20T08:00:00.000Z. The trust policy of role Desktops does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Sign-ins with PrincipalTag:Email are denied.',
      trusting({ Action: 'sts:AssumeRoleWithSAML' }),
    ],
    [
      'a source identity that is not allowed',
      times(1, { ...denied, sourceIdentity: 'MARKIDENTITY' }),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The trust policy of role Desktops refuses sts:SetSourceIdentity: no statement allows sts:SetSourceIdentity for arn:aws:iam::111122223333:saml-provider/ExampleIdP.',
    ],
    [
      'the value of a tag',
      times(1, denied),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The trust policy of role Desktops refuses sts:AssumeRoleWithSAML: statement 1 of the trust policy requires StringLike aws:RequestTag/Email, which this sign-in does not meet.',
      trusting({ Condition: { StringLike: { 'aws:RequestTag/Email': '*@corp.example.com' } } }),
    ],
    [
      'a role in another letter case',
      times(1, { ...denied, role: 'desktops' }),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The assertion names role desktops, and the role is Desktops: names are case-sensitive.',
    ],
    [
      'a misspelt role',
      times(1, { ...denied, role: 'Dekstops' }),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The assertion names role Dekstops, which does not exist. Did you mean Desktops?',
    ],
    [
      'a changed certificate',
      times(1, refusedWith('Response signature invalid', 'InvalidIdentityToken')),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The response is not signed with a certificate that the metadata in IAM holds: the identity provider probably changed it.',
    ],
    [
      'another issuer',
      times(1, refusedWith('Issuer not present in specified provider', 'AuthSamlInvalidSamlResponseException')),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The metadata of the SAML provider in IAM does not declare the issuer of the assertion.',
    ],
    [
      'no session name',
      times(1, refusedWith('RoleSessionName is required in AuthnResponse', 'InvalidIdentityToken')),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The assertion has no RoleSessionName attribute.',
    ],
    [
      'an expired assertion',
      times(1, refusedWith('', 'ExpiredTokenException')),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The assertion was expired, or not valid yet.',
    ],
    [
      'a session that is too long',
      times(
        1,
        refusedWith(
          'The requested DurationSeconds exceeds the MaxSessionDuration set for this role',
          'ValidationError',
        ),
      ),
      'sign-in-refused high: 1 of 1 sign-in was refused, the last at 2026-10-20T08:00:00.000Z. The caller asked for a longer session than the role allows, as only the AWS CLI and API do.',
    ],
    [
      'what the account does not show',
      times(2, denied),
      'sign-in-refused high: 2 of 2 sign-ins were refused, the last at 2026-10-20T08:00:00.000Z. Not determined by the account: its trust policy admits such sign-ins, or depends on what CloudTrail does not record of a refused one.',
    ],
    [
      'two causes',
      [event(denied), event(refusedWith('Response signature invalid', 'InvalidIdentityToken'))],
      'sign-in-refused high: 2 of 2 sign-ins were refused, the last at 2026-10-20T08:00:00.000Z. The response is not signed with a certificate that the metadata in IAM holds: the identity provider probably changed it. 1 more cause in the evidence.',
    ],
  ];
  const cases = defects.map(([name, events, result, given = account, role = 'Desktops']) => ({
    name,
    events,
    result,
    given,
    role,
  }));
  it.each(cases)('$name', ({ events, result, given, role }) => {
    expect(resultsOf(events, given, role)).toEqual([result]);
  });

  it('of a role for both services is unknown where the records do not tell which it was', () => {
    expect(resultsOf([event({ role: 'Both' }), event({ role: 'Both', tags: {} })], account, 'Both')).toEqual([
      'sign-in-email-tag-sent unknown: The role also streams AppStream, and the records do not say which sign-in was for which.',
    ]);
  });

  it('stands in the evidence with every cause, and carries its fix', () => {
    const snapshot = exampleSnapshot(account);
    const records = [
      ...recordsIn([event(denied), event(refusedWith('Response signature invalid', 'InvalidIdentityToken'))]),
    ];
    const signIns = signInsFrom(accountOf(snapshot), { records, coverage: [] });
    const [finding] = evaluate({ ...snapshot, signIns }, signInRules).filter(
      ({ ruleId, status }) => ruleId === 'sign-in-refused' && status === 'fail',
    );
    expect(finding?.evidence.map(({ actual }) => actual.slice(0, 28))).toEqual([
      '1 × InvalidIdentityToken thr',
      '1 × AccessDenied through arn',
    ]);
    expect(finding?.remediation).toBe(
      'Update the SAML provider in IAM with the current metadata document of the identity provider.',
    );
    expect(finding?.userSees).toContain('"Response signature invalid"');
  });
});

it('the map marks the paths that are in use', () => {
  const snapshot = exampleSnapshot(account);
  const signIns = signInsFrom(accountOf(snapshot), { records: [...recordsIn(times(3))], coverage: [] });
  const { paths } = assess(accountOf({ ...snapshot, signIns }), signInRules);
  const inUse = paths.map((path) => [path.role.replace(/^.*\//, ''), path.inUse]);
  expect(inUse.filter(([, use]) => use !== undefined)).toEqual([
    ['Desktops', { signIns: 3, last: '2026-10-20T08:00:00.000Z' }],
  ]);
  expect(inUse.length).toBeGreaterThan(1);
});
