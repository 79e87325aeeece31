import { describe, expect, it } from 'vitest';
import { evaluate } from '../../lib/engine/evaluate.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { rules } from '../../rules/index.ts';

/** Both guides followed to the letter, in one account: the policies of their Steps 2.14 and 3.3, names filled in. */
const guides = (trust: unknown = guideTrust): ExampleAccount => ({
  roles: [
    { name: 'WorkSpaces', trust, inline: { Stream: guideWorkspacesPolicy } },
    { name: 'AppStream', trust, inline: { Stream: guideAppstreamPolicy } },
  ],
  directories: [{ id: 'd-906731a2b4' }],
  workspaces: { 'd-906731a2b4': { total: 12, pcoip: 0 } },
  stacks: [{ name: 'Design' }],
});

const failures = (given: ExampleAccount) =>
  evaluate(exampleSnapshot(given), rules)
    .filter(({ status }) => status === 'fail')
    .map(({ ruleId, severity, resource }) => `${severity} ${ruleId} ${resource.name}`);

const signInUrl = 'https://signin.aws.amazon.com/saml';

describe("the guides' own samples", () => {
  it('have nothing worse than advice', () => {
    expect(failures(guides())).toEqual([
      'low stream-role-audience-restricted AppStream',
      'low stream-role-audience-restricted WorkSpaces',
      'informational saml-provider-assertion-encryption-required ExampleIdP',
    ]);
  });

  it('leave nothing unknown', () => {
    const unknown = evaluate(exampleSnapshot(guides()), rules).filter(({ status }) => status === 'unknown');
    expect(unknown).toEqual([]);
  });
});

describe('the newer pages', () => {
  it('C2, the sign-in URL as subject type, lets no user sign in: high, with the swapped value named', () => {
    const given = guides(guideTrustWith({ Condition: { StringEquals: { 'SAML:sub_type': signInUrl } } }));
    const found = evaluate(exampleSnapshot(given), rules).find(
      ({ ruleId, resource }) => ruleId === 'stream-role-conditions-satisfiable' && resource.name === 'WorkSpaces',
    );
    expect(found).toMatchObject({ status: 'fail', severity: 'high' });
    expect(found?.message).toBe(
      'No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with ' +
        '"https://signin.aws.amazon.com/saml", a URL, which belongs in SAML:aud. Did you mean persistent?',
    );
  });

  it('C3, only the audience, misses the subject type: medium, citing the conflict, and is no wrong policy', () => {
    const given = guides(guideTrustWith({ Condition: { StringEquals: { 'SAML:aud': signInUrl } } }));
    expect(failures(given)).toEqual([
      'medium stream-role-requires-persistent-subject AppStream',
      'medium stream-role-requires-persistent-subject WorkSpaces',
      'informational saml-provider-assertion-encryption-required ExampleIdP',
      'informational stream-role-audience-has-failover AppStream',
      'informational stream-role-audience-has-failover WorkSpaces',
    ]);
    const found = evaluate(exampleSnapshot(given), rules).find(
      ({ ruleId }) => ruleId === 'stream-role-requires-persistent-subject',
    );
    expect(found?.message).toBe(
      'The role can be assumed without a persistent NameID: an assertion with NameID format transient and audience ' +
        'https://signin.aws.amazon.com/saml can assume this role. The trust policy checks only SAML:aud, but Steps 2.6 and 5 of ' +
        'the guides also require SAML:sub_type to be persistent.',
    );
  });
});
