import type { Witness } from '../model/finding.ts';
import type { Context } from '../policy/request.ts';
import { streamAction } from './stream-role.ts';
import { isOwnSession, type StreamRequest } from './permission.ts';
import type { AllowedSignIn } from './any-sign-in.ts';
import { assumeRoleWithSaml } from './trust.ts';

type ShownSignIn = Pick<AllowedSignIn, 'provider' | 'context' | 'subjectType' | 'audience'>;

/** The sign-in as evidence: every value is made up or the policy's own. */
export function signInWitness(signIn: ShownSignIn, outcome: string): Witness {
  return {
    sentence: `${describeSignIn(signIn)} ${outcome}`,
    action: assumeRoleWithSaml,
    principal: signIn.provider,
    context: plain(signIn.context, ['saml:sub_type', 'saml:aud']),
  };
}

/** "an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml". */
export function describeSignIn(signIn: ShownSignIn): string {
  const format =
    signIn.subjectType === undefined
      ? 'without a NameID format'
      : signIn.subjectType === ''
        ? 'with an empty NameID format'
        : `with NameID format ${signIn.subjectType}`;
  const audience = signIn.audience === undefined ? '' : ` and audience ${signIn.audience}`;
  const others = [...signIn.context.keys()].filter(
    (key) => !usual.has(key) && !/^(aws:request|aws:resource|iam:resource)tag\//.test(key),
  );
  const rest = others.map((key) => ` and ${key} ${signIn.context.get(key)?.join(', ')}`).join('');
  return `an assertion ${format}${audience}${rest}`;
}

const usual = new Set([
  'saml:sub_type',
  'saml:aud',
  'saml:sub',
  'saml:doc',
  'saml:iss',
  'saml:namequalifier',
  'sts:rolesessionname',
  'aws:currenttime',
  'aws:securetransport',
  'aws:epochtime',
  'aws:tagkeys',
]);

/** A streaming request as evidence, and what becomes of it. */
export function streamWitness(request: StreamRequest, outcome: 'can' | 'cannot' = 'can'): Witness {
  const who = request.subject === undefined ? 'without a NameID' : `as ${request.subject}`;
  const whose = isOwnSession(request)
    ? 'their own session'
    : request.userId === undefined
      ? `a session without ${request.service}:userId`
      : `the session of ${request.userId}`;
  return {
    sentence: `a user who signed in ${who} ${outcome} stream ${whose} on ${request.resource}`,
    action: streamAction(request.service),
    resource: request.resource,
    context: plain(request.context, ['saml:sub', `${request.service}:userid`]),
  };
}

/** In every request, and different in every scan: no evidence, and findings must be the same twice. */
const everywhere = new Set(['aws:currenttime', 'aws:epochtime', 'aws:securetransport']);

/** The context as JSON; the named keys are shown also when they are not in the request. */
function plain(context: Context, always: readonly string[]): Witness['context'] {
  const missing = always.filter((key) => !context.has(key)).map((key): [string, null] => [key, null]);
  const present = [...context]
    .filter(([key]) => !everywhere.has(key))
    .map(([key, values]): [string, string | readonly string[]] => [
      key,
      values.length === 1 ? (values[0] ?? '') : values,
    ]);
  return Object.fromEntries([...present, ...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
