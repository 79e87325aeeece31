import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf, type Fault, type FaultTarget } from './faults.ts';
import type { WireReply } from './protocols/protocol.ts';
import type { SignedCall } from './signed-call.ts';

/** What becomes of a request: an answer, a destroyed socket, or silence. */
export type Outcome = WireReply | 'cut' | 'hang';

/**
 * Lets a request meet a fault.
 * @param answer what would have happened without it; called at most once, and not at all when the fault strikes before
 * the request takes effect
 * @param closing ends a delay
 */
export async function underFault(
  fault: Fault,
  target: FaultTarget,
  { protocol, requestId }: SignedCall,
  answer: () => Promise<WireReply>,
  closing: AbortSignal,
): Promise<Outcome> {
  const answered = fault.when === 'after' ? await answer() : undefined;
  if (fault.kind === 'delay') {
    await sleep(fault.ms, undefined, { signal: closing });
    return answered ?? answer();
  }
  if (fault.kind === 'cut' || fault.kind === 'hang') return fault.kind;
  if (fault.kind === 'html') return htmlPage(fault.status);
  return protocol.error(errorOf(fault, target), requestId);
}

const htmlPage = (status: number): WireReply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><head><title>Proxy</title></head><body><h1>Sign in to continue</h1></body></html>',
});
