/**
 * JSON in which everything that fits on a line of `width` characters stands on one, and a list of one has no lines of
 * its own. Absent members are left out.
 */
export function compactJson(value: unknown, width: number, indent = '', before = 0): string {
  const line = onOneLine(value);
  const members = membersOf(value);
  if (members === undefined || members.length === 0 || indent.length + before + line.length <= width) return line;
  if (Array.isArray(value) && value.length === 1) return `[${compactJson(value[0], width, indent, before + 2)}]`;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const lines = members.map(([name, member]) => {
    const label = name === undefined ? '' : `${JSON.stringify(name)}: `;
    return `${deeper}${label}${compactJson(member, width, deeper, label.length + 1)}`;
  });
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  const members = membersOf(value);
  if (members === undefined) return JSON.stringify(value) ?? 'null';
  const inner = members.map(([name, member]) =>
    name === undefined ? onOneLine(member) : `${JSON.stringify(name)}: ${onOneLine(member)}`,
  );
  if (Array.isArray(value)) return `[${inner.join(', ')}]`;
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
}

type Members = readonly (readonly [name: string | undefined, member: unknown])[];

function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.map((member: unknown) => [undefined, member] as const);
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
