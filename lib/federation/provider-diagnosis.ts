import type { StepDiagnosis } from '../model/diagnosis.ts';
import { parseArn } from '../model/arn.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { nearest } from '../text/nearest.ts';
import type { Account } from './account.ts';
import { blocked, missing, works } from './diagnoses.ts';
import { letsIn } from './saml-trust.ts';
import { nameOf } from './statement-words.ts';
import type { StreamRole } from './stream-role.ts';

/** Whether the SAML provider that a role trusts exists in its account, and which one was probably meant. */
export function diagnoseProvider(role: StreamRole, provider: string, account: Account): StepDiagnosis {
  const listed = account.snapshot.samlProviders;
  if (listed.state === 'unreadable') return missing(listed);
  const arns = listed.state === 'known' ? listed.value.map(({ arn }) => arn) : [];
  if (arns.includes(provider)) return works;
  const [message, suggestion] = describe(provider, role.role.name, account);
  return blocked({
    cause: { kind: 'provider-missing', parameters: { provider } },
    resource: role.role.arn,
    message,
    userSees: userSees('provider-missing'),
    severity: 'high',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** What is wrong with a provider ARN that is none of the account's, and which one was probably meant. */
function describe(provider: string, role: string, account: Account): readonly [string, string | undefined] {
  if (/[*?]/.test(provider))
    return [
      `Role ${role} trusts ${provider}, but a wildcard inside the ARN of a principal matches nothing.`,
      undefined,
    ];
  const owner = parseArn(provider);
  if (owner !== undefined && owner.partition !== account.partition)
    return [`Role ${role} trusts ${provider}, a provider of partition ${owner.partition}.`, undefined];
  if (owner !== undefined && owner.account !== account.id) {
    return [
      `Role ${role} trusts SAML provider ${nameOf(provider)} of account ${owner.account}, but a role accepts only providers of its own account.`,
      undefined,
    ];
  }
  const message = `Role ${role} trusts SAML provider ${nameOf(provider)}, which does not exist in this account.`;
  const suggestion = meantProvider(provider, account);
  return suggestion === undefined
    ? [message, undefined]
    : [`${message} ${difference(provider, suggestion)}`, suggestion];
}

/**
 * The provider of the account that a missing one most likely means: the same name in other letters, a near name, or the
 * only one that no role trusts.
 */
function meantProvider(provider: string, account: Account): string | undefined {
  const arns = account.providers.state === 'known' ? account.providers.value.map(({ arn }) => arn) : [];
  const name = nameOf(provider).toLowerCase();
  const same = arns.find((arn) => nameOf(arn).toLowerCase() === name);
  if (same !== undefined) return same;
  const near = nearest(nameOf(provider), arns.map(nameOf));
  if (near !== undefined) return arns.find((arn) => nameOf(arn) === near);
  const [unused, ...others] = arns.filter((arn) => isUnused(arn, account));
  return others.length === 0 ? unused : undefined;
}

/** No role is known to trust it, and every trust policy could be read. */
function isUnused(provider: string, account: Account): boolean {
  const trusts = account.samlTrusts();
  return (
    trusts.state === 'known' &&
    trusts.value.every(
      ({ statements }) =>
        statements.state !== 'unreadable' &&
        (statements.state === 'absent' || !statements.value.some((statement) => letsIn(statement, provider))),
    )
  );
}

function difference(provider: string, suggestion: string): string {
  const [missing, meant] = [nameOf(provider), nameOf(suggestion)];
  if (missing.toLowerCase() === meant.toLowerCase())
    return `Provider ${meant} exists, and the policy specifies ${missing}: names are case-sensitive.`;
  return nearest(missing, [meant]) === undefined
    ? `Provider ${meant} exists, and no role trusts it.`
    : `Did you mean ${suggestion}?`;
}
