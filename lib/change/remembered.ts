import type { Source } from '../model/ports.ts';
import { type Answer, overlay } from './answers.ts';
import { detailsRequest } from './role-answers.ts';

/** A source that has only what is remembered, and never asks AWS. */
export const rememberedSource = (answers: readonly Answer[]): Source =>
  overlay(answers, () => false, {
    kind: 'live',
    read: () =>
      Promise.resolve({ outcome: 'failed', code: 'NotRemembered', detail: 'it is not remembered', requests: 0 }),
  });

/** When the roles of the remembered answers were last used, by ARN, ISO 8601 UTC. */
export function lastUses(answers: readonly Answer[]): ReadonlyMap<string, string> {
  const result = answers.find(({ request }) => request.operation === detailsRequest.operation)?.result;
  const roles: unknown = result?.outcome === 'read' ? result.value['RoleDetailList'] : undefined;
  if (!Array.isArray(roles)) return new Map();
  return new Map(
    roles.flatMap((role: { Arn?: unknown; RoleLastUsed?: { LastUsedDate?: unknown } }) =>
      typeof role.Arn === 'string' && typeof role.RoleLastUsed?.LastUsedDate === 'string'
        ? [[role.Arn, role.RoleLastUsed.LastUsedDate] as const]
        : [],
    ),
  );
}
