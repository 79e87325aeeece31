/**
 * Three-valued logic: a question about a policy is answered yes, no, or "this tool does not model that", with the
 * reason. The third value must survive every combination unless the others decide alone (Kleene).
 */
export type Truth = true | false | Unclear;

export interface Unclear {
  readonly unclear: string;
}

export const unclear = (reason: string): Unclear => ({ unclear: reason });

/** True when all are; false as soon as one is, whatever is unclear. */
export function every<T>(items: Iterable<T>, holds: (item: T) => Truth): Truth {
  let doubt: Unclear | undefined;
  for (const item of items) {
    const truth = holds(item);
    if (truth === false) return false;
    if (truth !== true) doubt ??= truth;
  }
  return doubt ?? true;
}

/** True as soon as one is, whatever is unclear; false when none is. */
export function some<T>(items: Iterable<T>, holds: (item: T) => Truth): Truth {
  let doubt: Unclear | undefined;
  for (const item of items) {
    const truth = holds(item);
    if (truth === true) return true;
    if (truth !== false) doubt ??= truth;
  }
  return doubt ?? false;
}

export const not = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : truth);
