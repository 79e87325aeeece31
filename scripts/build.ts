/**
 * Bundles each file of `handlers/` into `dist/<name>/index.mjs` and prints its size. The configuration file goes beside
 * each, if there is one: a wrong one ends the build rather than a scan, and a wrong exception is told.
 */
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { configFileName, readConfig } from '../lib/config/file.ts';
import { rules } from '../rules/index.ts';
import { bundle } from './bundle.ts';

const names = (await readdir('handlers')).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
const config = await readConfig(
  configFileName,
  configFileName,
  rules.map(({ id }) => id),
);

for (const { message } of config?.notices ?? []) console.warn(`${configFileName}: ${message}`);

await rm('dist', { recursive: true, force: true });
for (const name of names) {
  const outfile = `dist/${name}/index.mjs`;
  const metafile = await bundle(name, outfile);
  await writeFile(`dist/${name}/meta.json`, JSON.stringify(metafile));
  if (config !== undefined) await copyFile(configFileName, `dist/${name}/${configFileName}`);
  console.log(`${outfile}  ${Math.round((metafile.outputs[outfile]?.bytes ?? 0) / 1_000)} KB`);
}
