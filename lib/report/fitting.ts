import type { ChangeGroup } from './change-groups.ts';

/** Kept free for the line that says what did not fit. */
const restLength = 120;

/** Where those are that a message had no room for. */
export const whereTheRestIs = 'the findings topic has all changes';

/**
 * As many groups as fit into `room` characters, each by its own text and counted with a blank line after it; then, if
 * any are left, how many changes those are and where to find them.
 */
export function fitting(
  groups: readonly ChangeGroup[],
  room: number,
  render: (group: ChangeGroup) => string,
): readonly string[] {
  const shown: string[] = [];
  let left = room - restLength;
  for (const [index, group] of groups.entries()) {
    const text = render(group);
    left -= text.length + 2;
    if (left < 0) return [...shown, rest(groups.slice(index))];
    shown.push(text);
  }
  return shown;
}

function rest(groups: readonly ChangeGroup[]): string {
  const count = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  return `and ${count} more: ${whereTheRestIs}.`;
}
