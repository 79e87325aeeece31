import type { CredentialScope } from './credential-scope.ts';
import type { Protocol, WireCall, WireReply, WireRequest } from './protocols/protocol.ts';

/** A request that has been read to its end and understood as far as its protocol goes. */
export interface SignedCall {
  readonly scope: CredentialScope;
  readonly call: WireCall;
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly requestId: string;
}

/** Answers calls. May throw an AwsError, which the caller sends in the call's protocol. */
export type Backend = (call: SignedCall) => Promise<WireReply>;
