import type { Context } from './context.ts';
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
}

/** `undefined` for a key that this tool does not model in this phase. */
export const infoOf = (request: Request, key: string): KeyInfo | 'gone' | undefined => keyInfo(request.phase, key);
