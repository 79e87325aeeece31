import { setTimeout as sleep } from 'node:timers/promises';
import { failEntries } from './emulators/fail-entries.ts';
import { errorOf, type Fault, type FaultTarget } from './faults.ts';
import type { WireReply } from './protocols/protocol.ts';
import type { Backend, SignedCall } from './signed-call.ts';

/** What becomes of a request: an answer, a destroyed socket, or silence. */
export type Outcome = WireReply | 'cut' | 'hang';

/**
 * Lets a request meet a fault.
 * @param answer what would have happened without it; not called when the fault strikes before the request takes effect
 * @param closing ends a delay
 */
export async function underFault(
  fault: Fault,
  target: FaultTarget,
  call: SignedCall,
  answer: Backend,
  closing: AbortSignal,
): Promise<Outcome> {
  if (fault.kind === 'fail-entries') return failEntries(call, fault.positions, answer);
  if (fault.kind === 'forget-entries') return failEntries(call, fault.positions, answer, () => []);
  const answered = fault.when === 'after' ? await answer(call) : undefined;
  if (fault.kind === 'delay') {
    await sleep(fault.ms, undefined, { signal: closing });
    return answered ?? answer(call);
  }
  if (fault.kind === 'death') return 'cut';
  if (fault.kind === 'cut' || fault.kind === 'hang') return fault.kind;
  if (fault.kind === 'html') return htmlPage(fault.status);
  return call.protocol.error(errorOf(fault, target), call.requestId);
}

const htmlPage = (status: number): WireReply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><head><title>Proxy</title></head><body><h1>Sign in to continue</h1></body></html>',
});
