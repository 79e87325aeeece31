import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** A regular expression in the product's sources. */
interface Regex {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

interface Found {
  readonly literals: readonly Regex[];
  /** The files that make expressions while they run. */
  readonly made: readonly string[];
}

/** Everything that can meet data from outside: all that is delivered. */
export function regexesInSources(folders: readonly string[]): Found {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  const literals: Regex[] = [];
  const made = new Set<string>();
  for (const file of files.toSorted()) {
    walk(parseSync(file, readFileSync(file, 'utf8')).program, (node) => {
      const { regex, type, callee } = node as {
        regex?: Omit<Regex, 'file'>;
        type?: string;
        callee?: { name?: string };
      };
      if (regex !== undefined) literals.push({ file, pattern: regex.pattern, flags: regex.flags });
      if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') made.add(file);
    });
  }
  return { literals, made: [...made] };
}

function walk(node: unknown, visit: (node: object) => void): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (typeof node === 'object' && node !== null) {
    visit(node);
    for (const value of Object.values(node)) walk(value, visit);
  }
}
