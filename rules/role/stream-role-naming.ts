import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { outOfScope } from '../../lib/rule/scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { patternOf } from '../../lib/text/pattern.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-naming',
  title: 'Streaming role has the configured name pattern and tags',
  severity: 'informational',
  effect: 'advice',
  sources: [workspacesGuide('Step 2.9, 2.11 and 2.12'), appstreamGuide('Step 2.9, 2.11 and 2.12')],
  statements: ['R14', 'R15'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Add the missing tags. IAM roles cannot be renamed: create a role with a matching name, switch the identity provider to it, then delete the old one.',
  evaluate: { 'iam.role': { scope: [], judge } },
});

function judge(
  streamRole: StreamRole,
  _account: Account,
  { roleNamePattern, requiredRoleTags = [] }: Settings,
): Verdict {
  // Before the scope: where nothing is expected, it does not matter what could not be read.
  if (roleNamePattern === undefined && requiredRoleTags.length === 0) {
    return notApplicable('Neither roleNamePattern nor requiredRoleTags is set.');
  }
  const outside = outOfScope([streaming], streamRole);
  if (outside !== undefined) return outside;
  const { role } = streamRole;
  const wrongName: Evidence[] =
    roleNamePattern === undefined || matches(roleNamePattern, role.name)
      ? []
      : [{ path: 'RoleName', actual: role.name, expected: `a name that matches ${roleNamePattern}` }];
  const tags = requiredRoleTags.length === 0 ? {} : (need(role.tags) ?? {});
  const missing = requiredRoleTags
    .filter((key) => !Object.hasOwn(tags, key))
    .map((key): Evidence => ({ path: `Tags.${key}`, actual: 'missing', expected: 'present' }));
  const [first, ...others] = [...wrongName, ...missing];
  if (first === undefined) return pass('The name and tags match the configuration.');
  const said = [
    ...(wrongName.length === 0 ? [] : [`The name ${role.name} does not match ${roleNamePattern ?? ''}.`]),
    ...(missing.length === 0
      ? []
      : [`Missing tags: ${missing.map(({ path }) => path.slice('Tags.'.length)).join(', ')}.`]),
  ];
  return fail(said.join(' '), [first, ...others], {
    cause: {
      kind: 'role-name-or-tags',
      parameters: { expected: [first, ...others].map(({ path, expected }) => `${path} ${expected ?? ''}`).join(', ') },
    },
    remediation:
      wrongName.length === 0
        ? `Add the missing tags to role ${role.name}.`
        : `IAM roles cannot be renamed: create a role with a matching name and the required tags, switch the identity provider to it, then delete ${role.name}.`,
  });
}

/** The configuration takes no other patterns than these. */
function matches(text: string, name: string): boolean {
  const pattern = patternOf(text);
  if ('problem' in pattern) throw new TypeError(`roleNamePattern ${text}: ${pattern.problem}`);
  return pattern.isFoundIn(name);
}
