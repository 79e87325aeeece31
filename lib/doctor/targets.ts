import type { Account } from '../federation/account.ts';
import { decideStream, type ActualSignIn, type Outcome } from '../federation/actual-sign-in.ts';
import { certificateTags, tagsNeededByStack } from '../federation/needed-tags.ts';
import { services, type Service, type StreamRole } from '../federation/stream-role.ts';
import type { Directory, Stack } from '../model/snapshot.ts';
import type { Assertion } from './assertion.ts';
import { listed, pass, refused, unknown, wrong, type CheckResult } from './check.ts';
import type { TagNeed, TargetNeeds } from './tag-checks.ts';

/** A directory or stack that the sign-in may lead to. */
export type Target =
  | { readonly service: 'workspaces'; readonly arn: string; readonly directory: Directory }
  | { readonly service: 'appstream'; readonly arn: string; readonly stack: Stack };

const labelOf = (target: Target): string =>
  target.service === 'workspaces'
    ? `WorkSpaces directory ${target.directory.id} (${target.directory.region})`
    : `AppStream stack ${target.stack.name} (${target.stack.region})`;

/** Every directory with SAML and every stack that was read. */
function targetsOf(account: Account): readonly Target[] {
  return account.regions.flatMap((region): Target[] => {
    const directories = account.directories(region);
    const stacks = account.stacks(region);
    return [
      ...(directories.state === 'known' ? directories.value : [])
        .filter(({ saml }) => saml.status !== 'DISABLED')
        .map((directory): Target => ({ service: 'workspaces', arn: directory.arn, directory })),
      ...(stacks.state === 'known' ? stacks.value : []).map((stack): Target => ({
        service: 'appstream',
        arn: stack.arn,
        stack,
      })),
    ];
  });
}

/** The directory or stack of an ARN, with SAML or not. */
export function targetOf(account: Account, arn: string): Target | undefined {
  for (const region of account.regions) {
    const directories = account.directories(region);
    const directory = directories.state === 'known' ? directories.value.find((one) => one.arn === arn) : undefined;
    if (directory !== undefined) return { service: 'workspaces', arn, directory };
    const stacks = account.stacks(region);
    const stack = stacks.state === 'known' ? stacks.value.find((one) => one.arn === arn) : undefined;
    if (stack !== undefined) return { service: 'appstream', arn, stack };
  }
  return undefined;
}

export interface StreamCheck {
  readonly result: CheckResult;
  /** Where the sign-in may lead: what the relay state names, else everything that the role allows, or may allow. */
  readonly targets: readonly Target[];
  readonly services: readonly Service[];
}

/** Whether the role's policies let this user stream: where the relay state leads, or anywhere. */
export function checkStreaming(
  account: Account,
  role: StreamRole | undefined,
  signIn: ActualSignIn,
  wanted: Target | undefined,
): StreamCheck {
  const fix = 'Allow the Stream action on the directory or stack in a policy of the role, for the user of the session.';
  if (role === undefined) {
    const message = 'No policy of the role allows workspaces:Stream or appstream:Stream.';
    return { result: refused(message, { fix, userSees: 'not-authorized-to-stream' }), targets: [], services: [] };
  }
  const candidates = wanted === undefined ? targetsOf(account) : [wanted];
  const outcomes = candidates.map((target) => ({
    target,
    outcome: decideStream(account, role, target.service, target.arn, signIn),
  }));
  const allowed = outcomes.filter(({ outcome }) => outcome.kind === 'allowed');
  const open = outcomes.filter(({ outcome }) => outcome.kind === 'unknown');
  const targets = (allowed.length > 0 ? allowed : open).map(({ target }) => target);
  const used = services.filter(
    (service) => targets.some((target) => target.service === service) || role.services.includes(service),
  );
  return { result: streamResult(account, role, outcomes, wanted, fix), targets, services: used };
}

function streamResult(
  account: Account,
  role: StreamRole,
  outcomes: readonly { readonly target: Target; readonly outcome: Outcome }[],
  wanted: Target | undefined,
  fix: string,
): CheckResult {
  const userSees = role.services.includes('workspaces') ? ('not-authorized-to-stream' as const) : undefined;
  const [firstAllowed] = outcomes.filter(({ outcome }) => outcome.kind === 'allowed');
  if (firstAllowed?.outcome.kind === 'allowed') {
    const labels = outcomes.filter(({ outcome }) => outcome.kind === 'allowed').map(({ target }) => labelOf(target));
    const more = labels.length > 3 ? ` and ${labels.length - 3} more` : '';
    return pass(`The role allows streaming ${listed(labels.slice(0, 3))}${more}, by ${firstAllowed.outcome.by}.`);
  }
  const [firstOpen] = outcomes.filter(({ outcome }) => outcome.kind === 'unknown');
  if (firstOpen?.outcome.kind === 'unknown') {
    return unknown(
      `Whether the role allows streaming ${labelOf(firstOpen.target)} cannot be determined: ${firstOpen.outcome.why}.`,
    );
  }
  const [first] = outcomes;
  const failure = { fix, ...(userSees === undefined ? {} : { userSees }) };
  if (wanted !== undefined && first?.outcome.kind === 'refused') {
    return refused(`The role does not allow streaming ${labelOf(wanted)}: ${first.outcome.why}.`, failure);
  }
  const unread = account.regions.find(
    (region) => account.directories(region).state === 'unreadable' || account.stacks(region).state === 'unreadable',
  );
  if (unread !== undefined)
    return unknown(`The directories or stacks in ${unread} could not be read, so that streaming cannot be checked.`);
  if (first === undefined)
    return unknown('The account has no directory with SAML and no stack, so that streaming cannot be checked.');
  const named = outcomes.find(({ outcome }) => outcome.kind === 'refused' && !outcome.why.startsWith('no statement'));
  const why =
    named?.outcome.kind === 'refused'
      ? `${labelOf(named.target)}: ${named.outcome.why}`
      : 'no statement covers one of them';
  return refused(`The role allows streaming no directory with SAML and no stack of the account (${why}).`, failure);
}

// ---------------------------------------------------------------- what the target expects of the assertion

const isPersonal = (target: Target): boolean =>
  target.service === 'workspaces' && target.directory.workspaceType !== 'POOLS';

/** The form of the NameID: never its value. */
export function checkNameIdForm({ nameIds }: Assertion, targets: readonly Target[], account: Account): CheckResult {
  const userSees = 'launch-failed' as const;
  const [nameId] = nameIds;
  const fix = 'Map NameID to the user name in the identity provider, usually sAMAccountName.';
  if (nameId === undefined) return refused('The assertion has no NameID.', { fix, userSees: 'not-authorized' });
  if (nameIds.length > 1) return refused('The assertion has more than one NameID.', { fix });
  const { value } = nameId;
  if (value.trim() === '') return refused('The NameID is empty.', { fix, userSees: 'not-authorized' });
  if (value !== value.trim())
    return wrong('White space surrounds the NameID, so that it equals no user name.', { fix, userSees });
  const form =
    value.includes('\\') || value.includes('/') ? 'domain' : /^[^@\s]+@[^@\s]+$/.test(value) ? 'upn' : 'plain';
  const shown = { domain: 'domain\\user', upn: 'a user principal name or an email address', plain: 'a plain name' }[
    form
  ];
  if (targets.length === 0)
    return unknown(`The NameID has the form of ${shown}; which form is needed depends on the directory or stack.`);
  const answers = targets.map((target) => ({ target, answer: formAnswer(form, target, account) }));
  const bad = answers.find(({ answer }) => answer === 'wrong');
  const good = answers.some(({ answer }) => answer === 'right');
  const open = answers.find(({ answer }) => answer !== 'right' && answer !== 'wrong');
  if (bad !== undefined && !good && open === undefined) {
    return isPersonal(bad.target)
      ? wrong(
          `The NameID has the form of ${shown}. ${labelOf(bad.target)} compares it with the user name, usually sAMAccountName.`,
          { fix, userSees },
        )
      : wrong(
          `The NameID has the form of ${shown}. The fleet of ${labelOf(bad.target)} joins a domain, which needs domain\\user or a user principal name.`,
          {
            fix: 'Map NameID to domain\\user or to the user principal name in the identity provider.',
          },
        );
  }
  if (open !== undefined && !good) return unknown(`The NameID has the form of ${shown}. ${open.answer}`);
  if (bad !== undefined) {
    return unknown(
      `The NameID has the form of ${shown}, which fits only some targets of the role and not ${labelOf(bad.target)}. Give the relay state to check one.`,
    );
  }
  return pass(`The NameID has the form of ${shown}.`);
}

/** `right`, `wrong`, or a sentence about what is not known. */
function formAnswer(form: 'domain' | 'upn' | 'plain', target: Target, account: Account): string {
  if (target.service === 'workspaces') return isPersonal(target) && form !== 'plain' ? 'wrong' : 'right';
  if (form !== 'plain') return 'right';
  const fleets = account.fleets(target.stack.region);
  const names = target.stack.fleets;
  if (fleets.state === 'unreadable' || names.state === 'unreadable') {
    return `Whether a fleet of ${labelOf(target)} joins a domain could not be read.`;
  }
  const own = (fleets.state === 'known' ? fleets.value : []).filter(
    ({ name }) => names.state === 'known' && names.value.includes(name),
  );
  return own.some(({ directoryName }) => directoryName !== undefined) ? 'wrong' : 'right';
}

/** The session tags that each target needs; a sentence where that could not be read. */
export function tagNeeds({ targets, services }: StreamCheck, account: Account): TargetNeeds {
  if (targets.length > 0) return targets.map((target) => needsOf(target, account));
  // Streaming is refused: what the service needs is known all the same.
  return services.length === 1 && services[0] === 'workspaces' ? [[emailNeed('WorkSpaces')]] : [];
}

const emailNeed = (target: string): TagNeed => ({
  target,
  tags: ['Email'],
  any: false,
  because: 'WorkSpaces compares it with the email address of the user.',
});

function needsOf(target: Target, account: Account): readonly TagNeed[] | string {
  const label = labelOf(target);
  if (target.service === 'workspaces') {
    const certificates = target.directory.certificateAuth.status !== 'DISABLED';
    return [
      emailNeed(label),
      ...(certificates
        ? [{ target: label, tags: certificateTags, any: false, because: `${label} signs in with certificates.` }]
        : []),
    ];
  }
  const needed = tagsNeededByStack(target.stack, account);
  if (needed.state === 'unreadable') {
    return `Which session tags ${label} needs could not be read (${needed.call}: ${needed.reason}).`;
  }
  if (needed.state === 'absent' || needed.value.tags.length === 0) return [];
  const { tags, because } = needed.value;
  // A user is entitled by one attribute; a certificate needs all of them.
  return [{ target: label, tags, any: tags !== certificateTags, because: `${because}.` }];
}
