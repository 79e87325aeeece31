import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { servedTargets, type ServedTarget } from '../../lib/federation/served-targets.ts';
import type { SubjectForm } from '../../lib/model/sign-ins.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { lookupEvents, mostFrequent, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'sign-in-subject-form',
  title: 'Recorded sign-ins have a NameID of the form that the directory or fleet expects',
  severity: 'medium',
  effect: 'at-risk',
  sources: [workspacesGuide('Step 5, NameID'), appstreamGuide('Step 5, note on domain-joined fleets')],
  statements: ['A3', 'L10'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    lookupEvents,
    'workspaces:DescribeWorkspaceDirectories',
    'appstream:DescribeStacks',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeFleets',
  ],
  remediation:
    'Map NameID to the user name (usually sAMAccountName) for WorkSpaces Personal, and to domain\\user or the user principal name for fleets that join a domain.',
  evaluate: {
    'iam.role': { scope: [streaming], judge },
  },
});

const words: Readonly<Record<SubjectForm, string>> = {
  plain: 'a plain name',
  domain: 'domain\\user',
  upn: 'a user principal name or an email address',
  unknown: 'not recorded',
};

function judge(role: StreamRole, account: Account): Verdict {
  return withAdmitted(role, account, (admitted) => {
    const known = admitted.filter(({ subjectForm }) => subjectForm !== 'unknown');
    if (known.length === 0) return notApplicable('The records do not say which form the NameID had.');
    const targets = need(servedTargets(role, account)) ?? [];
    const accepted = targets.map((target) => ({ target, forms: formsFor(target, account) }));
    if (accepted.length === 0) return notApplicable('The role serves no directory and no stack that was read.');
    // A sign-in is right when one of the directories and stacks of the role expects its form.
    const wrong = known.filter(({ subjectForm }) => accepted.every(({ forms }) => !forms.includes(subjectForm)));
    const seen = seenIn(
      'responseElements.subject',
      mostFrequent(known, ({ subjectForm }) => words[subjectForm]).join(', '),
      [...new Set(accepted.flatMap(({ forms }) => forms))].map((form) => words[form]).join(' or '),
    );
    if (wrong.length === 0)
      return pass(
        'The NameID of all recorded sign-ins has a form that the directories and stacks of the role expect.',
        seen,
      );
    const forms = mostFrequent(wrong, ({ subjectForm }) => words[subjectForm]).join(', ');
    return fail(
      `${share(wrong, known)} had a NameID of another form than ${accepted[0]?.target.name ?? ''} expects: ${forms}.`,
      [seen],
      {
        cause: { kind: 'sign-in-subject-form', parameters: { forms } },
      },
    );
  });
}

/** WorkSpaces Personal compares NameID with the user name; a fleet in a domain needs the domain too. */
function formsFor(target: ServedTarget, account: Account): readonly SubjectForm[] {
  if (target.service === 'workspaces')
    return target.directory.workspaceType === 'POOLS' ? ['plain', 'domain', 'upn'] : ['plain'];
  const names = need(target.stack.fleets) ?? [];
  const fleets = need(account.fleets(target.stack.region)) ?? [];
  const joined = fleets.some(({ name, directoryName }) => names.includes(name) && directoryName !== undefined);
  return joined ? ['domain', 'upn'] : ['plain', 'domain', 'upn'];
}
