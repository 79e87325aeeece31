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
  it('C2, the sign-in URL as subject type, shuts everybody out: high, with the swapped value named', () => {
    const given = guides(guideTrustWith({ Condition: { StringEquals: { 'SAML:sub_type': signInUrl } } }));
    const found = evaluate(exampleSnapshot(given), rules).find(
      ({ ruleId, resource }) => ruleId === 'stream-role-conditions-satisfiable' && resource.name === 'WorkSpaces',
    );
    expect(found).toMatchObject({ status: 'fail', severity: 'high' });
    expect(found?.message).toBe(
      'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: ' +
        'saml:sub_type is compared with https://signin.aws.amazon.com/saml, a sign-in URL, which belongs to saml:aud.',
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
      'Not only persistent subjects get in: an assertion with NameID format transient and audience ' +
        'https://signin.aws.amazon.com/saml may assume this role. It checks only the audience, as the AppStream guide says ' +
        'in Step 2.5 and newer WorkSpaces samples show; Step 2.6 and Step 5 ask for the subject type.',
    );
  });
});
