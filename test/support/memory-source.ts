import { refused } from '../../lib/collect/outcomes.ts';
import { pathOf } from '../../lib/export/layout.ts';
import type { ReadRequest, Source } from '../../lib/model/ports.ts';

/** An error that AWS answers instead. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message?: string;
}

/** A source that answers from memory, by the file names of an export; what it does not have is not exported. */
export function memorySource(
  answers: Readonly<Record<string, object>>,
  errors: Readonly<Record<string, ErrorAnswer>> = {},
): Source & { readonly asked: readonly ReadRequest[] } {
  const asked: ReadRequest[] = [];
  return {
    kind: 'live',
    asked,
    read: async (request) => {
      asked.push(request);
      const path = pathOf(request);
      const error = errors[path];
      if (error !== undefined) {
        const { service, region } = request;
        return refused({ code: error.code, message: error.message ?? '', service, region, requests: 1 });
      }
      const value = answers[path];
      return value === undefined
        ? { outcome: 'not-exported', code: 'NotExported', detail: `no ${path}`, requests: 0 }
        : { outcome: 'read', value: { ...value }, requests: 1 };
    },
  };
}
