/** A JSON object whose members have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value if it is text, else empty text: for comparing, where anything else is equal to nothing. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
