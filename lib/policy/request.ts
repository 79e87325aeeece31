import type { Context } from './context.ts';
import type { Uncertain } from './domain.ts';
import { keyInfo, type KeyInfo, type Phase } from './keys.ts';

export type { Context } from './context.ts';

/** One request as a policy sees it. */
export interface Request {
  readonly phase: Phase;
  /** `sts:AssumeRoleWithSAML`, `workspaces:Stream` … */
  readonly action: string;
  /** ARN of the SAML provider; only a trust policy asks for it. */
  readonly federatedPrincipal?: string;
  /** ARN of the directory or stack; only an identity policy asks for it. */
  readonly resource?: string;
  readonly context: Context;
  /** Keys (lower case) of which whoever asks cannot say what comes in them; the context does not have them. */
  readonly unknown?: { get(key: string): Uncertain | undefined } | undefined;
}

/** `undefined` for a key that this tool does not know. */
export const infoOf = (request: Request, key: string): KeyInfo | undefined => keyInfo(request.phase, key);

/** Why it cannot be known what the request has in a key; `undefined`: its context says it. */
export function uncertaintyOf(request: Request, key: string, { availability }: KeyInfo): Uncertain | undefined {
  return request.unknown?.get(key) ?? (availability.kind === 'undocumented' ? availability : undefined);
}
