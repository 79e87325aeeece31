import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { diagnosePermission } from '../../lib/federation/permission-diagnosis.ts';
import { exampleSnapshot, guideWorkspacesPolicy, type ExampleRole } from '../../lib/explain/example.ts';

const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';
const stack = 'arn:aws:appstream:eu-central-1:111122223333:stack/Design';

const diagnose = (role: Partial<ExampleRole>, service: 'workspaces' | 'appstream' = 'workspaces') => {
  const account = accountOf(exampleSnapshot({ roles: [{ name: 'Desktops', ...role }] }));
  const [streamRole] = account.streamRoles.state === 'known' ? account.streamRoles.value : [];
  if (streamRole === undefined) throw new Error('the example has a streaming role');
  return diagnosePermission(streamRole, service, service === 'workspaces' ? directory : stack, account);
};

/** `blocked`, and `kind {parameters}: message` for each cause. */
const said = (...given: Parameters<typeof diagnose>): readonly string[] => {
  const { status, causes, uncertainties } = diagnose(...given);
  return [
    status,
    ...causes.map(({ cause, message }) => `${cause.kind} ${JSON.stringify(cause.parameters)}: ${message}`),
    ...uncertainties.map(({ message }) => message),
  ];
};

const own = { 'workspaces:userId': '${saml:sub}' };
const allow = (condition: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Allow',
  Action: 'workspaces:Stream',
  Resource: directory,
  Condition: condition,
  ...more,
});
const policy = (...statements: readonly unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const stream = (condition: unknown) => ({ inline: { Stream: policy(allow(condition)) } });

describe('users who start their own session', () => {
  it.each<[string, Partial<ExampleRole>]>([
    ['as in the guide', { inline: { Stream: guideWorkspacesPolicy } }],
    [
      'within a boundary',
      { inline: { Stream: guideWorkspacesPolicy }, boundary: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) },
    ],
    ['with a persistent subject', stream({ StringEquals: { ...own, 'saml:sub_type': 'persistent' } })],
    ['whatever the letter case', stream({ StringEqualsIgnoreCase: own })],
    [
      'with a Deny that never matches',
      {
        inline: {
          Stream: policy(allow({ StringEquals: own }), { ...allow({ Null: { 'saml:sub': 'true' } }), Effect: 'Deny' }),
        },
      },
    ],
  ])('can: %s', (_, role) => expect(said(role)).toEqual(['works']));

  it.each<[string, Partial<ExampleRole>, string]>([
    [
      'a domain before the name',
      stream({ StringEquals: { 'workspaces:userId': 'CORP\\${saml:sub}' } }),
      'user-id-condition-matches-nobody {"key":"workspaces:userId","value":"CORP\\\\${saml:sub}"}: No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "CORP\\\\${saml:sub}", but it holds exactly the NameID of the user. Did you mean ${saml:sub}?',
    ],
    [
      'a domain after the name',
      stream({ StringEquals: { 'workspaces:userId': '${saml:sub}@example.com' } }),
      'user-id-condition-matches-nobody {"key":"workspaces:userId","value":"${saml:sub}@example.com"}: No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "${saml:sub}@example.com", but it holds exactly the NameID of the user. Did you mean ${saml:sub}?',
    ],
    [
      'a template that was not filled in',
      stream({ StringEquals: { 'workspaces:userId': '{saml:sub}' } }),
      'user-id-is-literal-text {"key":"workspaces:userId","value":"{saml:sub}"}: No user can start their own session: statement 1 of policy Stream never matches because workspaces:userId is compared with "{saml:sub}", which is literal text and not a variable. Did you mean ${saml:sub}?',
    ],
    [
      'no Version',
      { inline: { Stream: { Statement: [allow({ StringEquals: own })] } } },
      'permission-variable-is-plain-text {"version":"none","key":"workspaces:userId"}: No user can start their own session: statement 1 of policy Stream never matches because the policy has no Version, so "${saml:sub}" is literal text and not a variable.',
    ],
    [
      'a variable that does not exist',
      stream({ StringEquals: { 'workspaces:userId': '${saml:subject}' } }),
      'variable-misspelled {"variable":"${saml:subject}"}: No user can start their own session: statement 1 of policy Stream never matches because ${saml:subject} is not a policy variable. Did you mean ${saml:sub}?',
    ],
    [
      'a variable of IAM users',
      stream({ StringEquals: { 'workspaces:userId': '${aws:username}' } }),
      'variable-without-value {"variable":"${aws:username}"}: No user can start their own session: statement 1 of policy Stream never matches because ${aws:username} has no value in a session that began with SAML.',
    ],
    [
      'multi-factor authentication, which a role session never shows',
      {
        inline: {
          Stream: policy(allow({ StringEquals: own }), {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
          }),
        },
      },
      `stream-denied-by-statement {"policy":"Stream","conditions":"BoolIfExists aws:MultiFactorAuthPresent \\"false\\""}: Statement 2 of policy Stream denies workspaces:Stream on ${directory}. Its condition always matches: BoolIfExists aws:MultiFactorAuthPresent "false".`,
    ],
    [
      "the other service's key",
      stream({ StringEquals: { 'appstream:userId': '${saml:sub}' } }),
      'condition-key-never-present {"key":"appstream:userId"}: No user can start their own session: statement 1 of policy Stream never matches because a request for workspaces:Stream never contains appstream:userId. Did you mean workspaces:userId?',
    ],
    [
      'a key of the sign-in',
      stream({ StringEquals: { ...own, 'saml:aud': 'https://signin.aws.amazon.com/saml' } }),
      'condition-key-never-present {"key":"saml:aud"}: No user can start their own session: statement 1 of policy Stream never matches because saml:aud is not available after the role is assumed.',
    ],
    [
      'another directory',
      { inline: { Stream: policy(allow({ StringEquals: own }, { Resource: `${directory.slice(0, -1)}5` })) } },
      'no-statement-allows-stream {"action":"workspaces:Stream","target":"arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4"}: No policy of role Desktops allows workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4.',
    ],
    [
      'a Deny',
      {
        inline: {
          Stream: policy(allow({ StringEquals: own }), {
            ...allow({ StringLike: { 'workspaces:userId': '*' } }),
            Effect: 'Deny',
            Sid: 'Nobody',
          }),
        },
      },
      'stream-denied-by-statement {"policy":"Stream","conditions":"StringLike workspaces:userId \\"*\\""}: Statement 2 (Nobody) of policy Stream denies workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4. Its condition always matches: StringLike workspaces:userId "*".',
    ],
    [
      'a boundary',
      {
        inline: { Stream: guideWorkspacesPolicy },
        boundary: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
      },
      'permission-boundary-excludes-stream {"boundary":"boundary","action":"workspaces:Stream"}: Permissions boundary boundary of role Desktops does not allow workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4. No user can stream from it.',
    ],
    [
      'a Deny in the boundary',
      {
        inline: { Stream: guideWorkspacesPolicy },
        boundary: policy(
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Sid: 'NoDesktops', Effect: 'Deny', Action: 'workspaces:*', Resource: '*' },
        ),
      },
      'permission-boundary-excludes-stream {"boundary":"boundary","action":"workspaces:Stream"}: Permissions boundary boundary of role Desktops denies workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 in statement 2 (NoDesktops). No user can stream from it.',
    ],
    [
      'a wildcard under StringEquals',
      stream({ StringEquals: { ...own, 'aws:PrincipalTag/Team': 'cad-*' } }),
      'wildcard-in-exact-comparison {"key":"aws:PrincipalTag/Team","value":"cad-*"}: No user can start their own session: statement 1 of policy Stream never matches because aws:PrincipalTag/Team is compared with "cad-*" under StringEquals, where * and ? are not wildcards. Did you mean StringLike?',
    ],
  ])('cannot: %s', (_, role, expected) => expect(said(role)).toEqual(['blocked', expected]));

  it.each<[string, Partial<ExampleRole>, string]>([
    [
      'a tag',
      stream({ StringEquals: { ...own, 'aws:PrincipalTag/Team': 'cad' } }),
      'stream-condition-limits-sessions {"effect":"Allow","condition":"StringEquals aws:PrincipalTag/Team \\"cad\\""}: Only requests that match StringEquals aws:PrincipalTag/Team "cad" can start a session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 with role Desktops.',
    ],
    [
      'some names',
      stream({ StringEquals: own, StringLike: { 'saml:sub': 'ext-*' } }),
      'stream-condition-limits-sessions {"effect":"Allow","condition":"StringLike saml:sub \\"ext-*\\""}: Only requests that match StringLike saml:sub "ext-*" can start a session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 with role Desktops.',
    ],
    [
      'the e-mail address instead of the name',
      stream({ StringEquals: { 'workspaces:userId': '${aws:PrincipalTag/Email}' } }),
      'stream-condition-limits-sessions {"effect":"Allow","condition":"StringEquals workspaces:userId \\"${aws:PrincipalTag/Email}\\""}: Only requests that match StringEquals workspaces:userId "${aws:PrincipalTag/Email}" can start a session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 with role Desktops.',
    ],
  ])('can only if they have: %s', (_, role, expected) => expect(said(role)).toEqual(['limited', expected]));

  it.each<[string, Partial<ExampleRole>, string]>([
    [
      'a source address',
      stream({ StringEquals: own, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
      'Cannot determine whether role Desktops allows users to stream from arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4: AWS does not support aws:SourceIp for workspaces:Stream.',
    ],
    [
      'a tag of the directory',
      stream({ StringEquals: { ...own, 'aws:ResourceTag/Team': 'cad' } }),
      'Cannot determine whether role Desktops allows users to stream from arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4: the tags of the directory are not read.',
    ],
    [
      'a key that is not modelled',
      stream({ StringEquals: { ...own, 'example:key': '1' } }),
      'Cannot determine whether role Desktops allows users to stream from arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4: example:key is not a condition key this tool models for workspaces:Stream.',
    ],
    [
      'a policy that is not JSON',
      { inline: { Stream: guideWorkspacesPolicy, Broken: null } },
      'policy Broken is not JSON',
    ],
  ])('cannot be told: %s', (_, role, expected) => expect(said(role)).toEqual(['unknown', expected]));

  it('can stream applications from some addresses', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'appstream:Stream',
      Resource: stack,
      Condition: { StringEquals: { 'appstream:userId': '${saml:sub}' }, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    };
    expect(said({ inline: { Stream: policy(statement) } }, 'appstream')).toEqual([
      'limited',
      'stream-condition-limits-sessions {"effect":"Allow","condition":"IpAddress aws:SourceIp \\"192.0.2.0/24\\""}: Only requests that match IpAddress aws:SourceIp "192.0.2.0/24" can start a session on arn:aws:appstream:eu-central-1:111122223333:stack/Design with role Desktops.',
    ]);
  });
});
