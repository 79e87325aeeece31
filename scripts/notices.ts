import { readdir, readFile } from 'node:fs/promises';

/** The licenses of the packages that these files of `node_modules` belong to, as text, each text once. */
export async function notices(files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const entries = await Promise.all([...folders].map(noticeOf));
  const titles = Map.groupBy(entries, ({ text }) => text.trim());
  const sections = [...titles].map(([text, packages]) => {
    const names = [...new Set(packages.map(({ title }) => title))].toSorted();
    return `${'-'.repeat(80)}\n${names.join('\n')}\n\n${text}`;
  });
  return ['euc-saml-audit contains the following packages, under these licenses.', ...sections.toSorted(), ''].join(
    '\n\n',
  );
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

async function noticeOf(folder: string): Promise<{ readonly title: string; readonly text: string }> {
  const manifest: Manifest = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const { name, version, license } = manifest;
  const names = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i.test(file));
  const texts = await Promise.all(names.toSorted().map((file) => readFile(`${folder}/${file}`, 'utf8')));
  return { title: `${name} ${version} (${license ?? 'see below'})`, text: texts.join('\n') || `License: ${license}` };
}
