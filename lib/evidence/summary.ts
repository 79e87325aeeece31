import type { ReportedSignIns } from '../model/report.ts';
import type { SignIns } from '../model/sign-ins.ts';

/** What the report shows of recorded sign-ins, by role: how many, the last one, and what they had. */
export function summarizeSignIns({ roles, count, from, to }: SignIns): ReportedSignIns {
  return {
    count,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    roles: Object.entries(roles).map(([role, { admitted, refused }]) => {
      const last = admitted
        .map((one) => one.last)
        .toSorted()
        .at(-1);
      const lastRefused = refused
        .map((one) => one.last)
        .toSorted()
        .at(-1);
      return {
        role,
        admitted: sum(admitted),
        refused: sum(refused),
        ...(last === undefined ? {} : { lastAdmitted: last }),
        ...(lastRefused === undefined ? {} : { lastRefused }),
        providers: distinct([...admitted, ...refused].map(({ provider }) => provider)),
        subjectTypes: distinct(admitted.flatMap(({ subjectType }) => subjectType ?? [])),
        audiences: distinct(admitted.flatMap(({ audience }) => audience ?? [])),
        tags: distinct([...admitted, ...refused].flatMap(({ tags }) => tags)),
      };
    }),
  };
}

const sum = (groups: readonly { readonly count: number }[]): number =>
  groups.reduce((total, { count }) => total + count, 0);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();
