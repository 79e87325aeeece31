/** A day, or a day and a time with its zone. */
const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;

/** An ISO 8601 time in UTC with milliseconds; a day alone is its beginning. `undefined` for every other text. */
export function isoTime(text: string): string | undefined {
  if (!form.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
