/** ISO 8601 as `aws:EpochTime` gives it: whole seconds since 1970. */
export const epochSeconds = (iso: string): string => String(Math.floor(Date.parse(iso) / 1000));
