import type { ReadRequest, Source } from '../model/ports.ts';
import { type Answer, type Answers, keyOf, overlay } from './answers.ts';
import type { ChangeEvent } from './events.ts';
import { detailsRequest, listRequest, rereadPolicy, rereadRole } from './role-answers.ts';
import type { Touch } from './touches.ts';

/**
 * A source for a scan of an account after these events: it asks AWS for what they touch, and for the rest has the
 * answers of the last scan. `undefined` when they touch nothing that a scan would ask about.
 */
export async function sourceAfter(
  events: readonly ChangeEvent[],
  { answers }: Pick<Answers, 'answers'>,
  source: Source,
): Promise<Source | undefined> {
  const touches = unique(events.flatMap((event) => event.touches));
  const asked = new Set(answers.map(({ request }) => keyOf(request)));
  const fresh: Extract<Touch, { readonly kind: 'answer' }>[] = [];
  let known = answers;
  let concerned = false;
  for (const touch of touches) {
    if (touch.kind === 'answer') {
      // What no scan asked, nothing hangs on.
      if (!answers.some(({ request }) => matches(touch, request))) continue;
      fresh.push(touch);
      concerned = true;
      continue;
    }
    const reread =
      touch.kind === 'role' ? await rereadRole(touch, known, source) : await rereadPolicy(touch.arn, known, source);
    if (reread === 'no concern') continue;
    concerned = true;
    if (reread === 'list again') {
      fresh.push(...[detailsRequest, listRequest].map((request) => ({ kind: 'answer' as const, ...request })));
    } else {
      known = withAnswers(known, reread.answers);
    }
  }
  if (!concerned) return undefined;
  return overlay(
    known,
    (request) => fresh.some((touch) => matches(touch, request)) || !asked.has(keyOf(request)),
    source,
  );
}

const matches = (
  { service, operation, region, resource }: Extract<Touch, { readonly kind: 'answer' }>,
  request: ReadRequest,
): boolean =>
  request.service === service &&
  request.operation === operation &&
  request.region === region &&
  (resource === undefined || request.resource === resource);

function withAnswers(known: readonly Answer[], newer: readonly Answer[]): readonly Answer[] {
  const keys = new Set(newer.map(({ request }) => keyOf(request)));
  return [...known.filter(({ request }) => !keys.has(keyOf(request))), ...newer];
}

const unique = (touches: readonly Touch[]): readonly Touch[] => [
  ...new Map(touches.map((touch) => [JSON.stringify(touch), touch])).values(),
];
