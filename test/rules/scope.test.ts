import { describe, expect, it } from 'vitest';
import { evaluate } from '../../lib/engine/evaluate.ts';
import { exampleSnapshot, serviceTrust, type ExampleAccount } from '../../lib/explain/example.ts';
import type { Status } from '../../lib/model/finding.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { defaultSettings } from '../../lib/rule/settings.ts';
import { explainedRules } from '../../rules/explained.ts';

/** What a rule says of an account and said before of a like one, by resource. */
interface Change {
  readonly rule: string;
  readonly before: Status;
  readonly after: Status;
}

/** Every verdict that the examples of failures give, and what becomes of it where the account is changed. */
const changes = (type: string, change: (given: ExampleAccount) => ExampleAccount): readonly Change[] =>
  explainedRules.flatMap((rule) =>
    rule.examples.fail.flatMap((example) => {
      const settings = { ...defaultSettings, ...example.settings };
      const verdicts = (given: ExampleAccount) =>
        evaluate(exampleSnapshot(given), [rule], { settings }).filter(({ resource }) => resource.type === type);
      const after = new Map(verdicts(change(example.given)).map(({ id, status }) => [id, status]));
      return verdicts(example.given).map(({ id, status }) => ({
        rule: rule.id,
        before: status,
        after: after.get(id) ?? 'not-applicable',
      }));
    }),
  );

/** The rules that fail as before, and what the others say now. */
function summary(all: readonly Change[]) {
  const failed = all.filter(({ before }) => before === 'fail');
  const failing = new Set(failed.filter(({ after }) => after === 'fail').map(({ rule }) => rule));
  const others = failed.filter(({ rule }) => !failing.has(rule)).map(({ after }) => after);
  return { failing: [...failing].toSorted(), others: [...new Set(others)].toSorted() };
}

/** The account with this change to all of its directories, in both Regions. */
function withDirectories(change: Partial<Directory>): (given: ExampleAccount) => ExampleAccount {
  const changed = (directories: ExampleAccount['directories'] = []) =>
    directories.map((directory) => ({
      ...directory,
      ...change,
      ...(change.saml === undefined ? {} : { saml: { ...directory.saml, ...change.saml } }),
    }));
  return (given) => ({
    ...given,
    directories: changed(given.directories),
    ...(given.elsewhere === undefined
      ? {}
      : { elsewhere: { ...given.elsewhere, directories: changed(given.elsewhere.directories) } }),
  });
}

const ofDirectories = (change: Partial<Directory>) => summary(changes('workspaces.directory', withDirectories(change)));

describe('a rule for directories', () => {
  it.each(['REGISTERING', 'DEREGISTERING', 'DEREGISTERED'])('does not apply to one that is %s', (state) => {
    expect(ofDirectories({ state })).toEqual({ failing: [], others: ['not-applicable'] });
  });

  it('does not apply to one whose registration failed, unless it is about just that', () => {
    expect(ofDirectories({ state: 'ERROR' })).toEqual({
      failing: ['workspaces-directory-registered'],
      others: ['not-applicable'],
    });
  });

  it('cannot tell about one in a state that AWS does not document', () => {
    expect(ofDirectories({ state: 'PAUSED' })).toEqual({ failing: [], others: ['unknown'] });
  });

  it('does not apply where SAML is disabled, unless that is its question or it is about all directories', () => {
    expect(ofDirectories({ saml: { status: 'DISABLED' } })).toEqual({
      failing: [
        'workspaces-directory-certificate-auth-ready',
        'workspaces-directory-encryption-mode',
        'workspaces-directory-registered',
        'workspaces-directory-saml-enabled',
        'workspaces-pool-directory-ready',
      ],
      others: ['not-applicable'],
    });
  });

  it('cannot tell where AWS gives a status of SAML that it does not document', () => {
    expect(ofDirectories({ saml: { status: 'ENABLED_SOMEHOW' } })).toEqual({
      failing: [
        'workspaces-directory-certificate-auth-ready',
        'workspaces-directory-encryption-mode',
        'workspaces-directory-registered',
        'workspaces-directory-saml-enabled',
      ],
      others: ['unknown'],
    });
  });

  it.each([{ userIdentityType: 'AWS_IAM_IDENTITY_CENTER' }, { type: 'AWS_IAM_IDENTITY_CENTER' }])(
    'does not apply to a directory of IAM Identity Center, unless it is about that or about all directories: %s',
    (change) => {
      expect(ofDirectories({ workspaceType: 'PERSONAL', ...change })).toEqual({
        failing: [
          'workspaces-directory-encryption-mode',
          'workspaces-directory-registered',
          'workspaces-directory-saml-enabled',
          'workspaces-directory-type-supported',
        ],
        others: ['not-applicable'],
      });
    },
  );

  it('does not apply to a Pools directory what AWS documents for WorkSpaces Personal', () => {
    expect(ofDirectories({ workspaceType: 'POOLS' })).toEqual({
      failing: [
        'workspaces-directory-certificate-auth-ready',
        'workspaces-directory-encryption-mode',
        'workspaces-directory-idp-recognised',
        'workspaces-directory-login-fallback-disabled',
        'workspaces-directory-registered',
        'workspaces-directory-relay-state-parameter-matches-idp',
        'workspaces-directory-served-by-stream-role',
        'workspaces-directory-user-access-url-valid',
        'workspaces-pool-directory-ready',
        'workspaces-region-supports-saml',
      ],
      others: ['not-applicable'],
    });
  });

  it('does not apply to WorkSpaces Personal what is about Pools', () => {
    const changed = changes('workspaces.directory', withDirectories({ workspaceType: 'PERSONAL' })).filter(
      ({ before, after }) => before !== after,
    );
    expect(summary(changed)).toEqual({ failing: [], others: ['not-applicable'] });
    expect(new Set(changed.map(({ rule }) => rule))).toEqual(new Set(['workspaces-pool-directory-ready']));
  });

  it('cannot tell where AWS gives a type of directory that it does not document', () => {
    expect(ofDirectories({ workspaceType: 'KIOSK' })).toEqual({
      failing: [
        'workspaces-directory-certificate-auth-ready',
        'workspaces-directory-encryption-mode',
        'workspaces-directory-idp-recognised',
        'workspaces-directory-login-fallback-disabled',
        'workspaces-directory-registered',
        'workspaces-directory-relay-state-parameter-matches-idp',
        'workspaces-directory-served-by-stream-role',
        'workspaces-directory-user-access-url-valid',
        'workspaces-region-supports-saml',
      ],
      others: ['unknown'],
    });
  });
});

describe('a rule for roles', () => {
  it('does not apply to one that no SAML sign-in can assume, unless it is about just that', () => {
    const withoutSaml = (given: ExampleAccount): ExampleAccount => ({
      ...given,
      roles: (given.roles ?? []).map((role) => ({ ...role, trust: serviceTrust })),
    });
    expect(summary(changes('iam.role', withoutSaml))).toEqual({
      failing: ['stream-role-assumable-with-saml'],
      others: ['not-applicable'],
    });
  });
});

describe('a rule that looks at directories', () => {
  const others = ['account', 'workspaces.ip-group', 'workspaces.connection-alias'];
  const changed = (change: Partial<Directory>) => [
    ...new Set(
      others
        .flatMap((type) => changes(type, withDirectories(change)))
        .filter(({ before, after }) => before !== after)
        .map(({ rule, after }) => `${rule}: ${after}`),
    ),
  ];

  it.each(['REGISTERING', 'DEREGISTERING', 'DEREGISTERED', 'ERROR'])('leaves out those that are %s', (state) => {
    expect(changed({ state })).toEqual([
      'saml-provider-exists: not-applicable',
      'workspaces-ip-group-not-empty: not-applicable',
      'workspaces-redirection-directories-saml-enabled: not-applicable',
    ]);
  });

  it('leaves out those that cannot have SAML', () => {
    expect(changed({ saml: { status: 'DISABLED' } })).toEqual([
      'saml-provider-exists: not-applicable',
      'workspaces-redirection-directories-saml-enabled: not-applicable',
    ]);
    expect(changed({ userIdentityType: 'AWS_IAM_IDENTITY_CENTER' })).toEqual(['saml-provider-exists: not-applicable']);
  });

  it('cannot tell where one has a state or status that AWS does not document', () => {
    expect(changed({ state: 'PAUSED' })).toEqual([
      'saml-provider-exists: unknown',
      'workspaces-ip-group-not-empty: unknown',
      'workspaces-redirection-directories-saml-enabled: unknown',
    ]);
    expect(changed({ saml: { status: 'ENABLED_SOMEHOW' } })).toEqual([
      'saml-provider-exists: unknown',
      'workspaces-redirection-directories-saml-enabled: unknown',
    ]);
  });
});
