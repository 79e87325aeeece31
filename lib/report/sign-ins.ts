import type { ReportedSignIns, RoleSignIns } from '../model/report.ts';
import { counted } from './words.ts';

/** What was recorded of sign-ins, one entry for each role: a title, the roles, and a few facts of each. */
export function signInSection({ count, from, to, roles }: ReportedSignIns): {
  readonly title: string;
  readonly roles: readonly { readonly role: string; readonly facts: readonly string[] }[];
} {
  const span = from === undefined || to === undefined ? '' : `, ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  return {
    title: `SIGN-INS: ${counted(count, 'recorded sign-in')}${span}`,
    roles: roles.map((one) => ({ role: one.role, facts: factsOf(one) })),
  };
}

function factsOf(one: RoleSignIns): readonly string[] {
  const { admitted, refused, lastAdmitted, lastRefused, subjectTypes, audiences, tags } = one;
  return [
    `${admitted} admitted${lastAdmitted === undefined ? '' : `, the last at ${lastAdmitted}`}`,
    ...(refused === 0 ? [] : [`${refused} refused${lastRefused === undefined ? '' : `, the last at ${lastRefused}`}`]),
    ...(subjectTypes.length === 0 ? [] : [`subject types: ${subjectTypes.join(', ')}`]),
    ...(audiences.length === 0 ? [] : [`audiences: ${audiences.join(', ')}`]),
    `session tags: ${tags.length === 0 ? 'none' : tags.join(', ')}`,
  ];
}
