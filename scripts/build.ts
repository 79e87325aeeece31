/** Bundles each file of `handlers/` into `dist/<name>/index.mjs` and prints its size. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { bundle } from './bundle.ts';

const names = (await readdir('handlers')).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));

await rm('dist', { recursive: true, force: true });
for (const name of names) {
  const outfile = `dist/${name}/index.mjs`;
  const metafile = await bundle(name, outfile);
  await writeFile(`dist/${name}/meta.json`, JSON.stringify(metafile));
  console.log(`${outfile}  ${Math.round((metafile.outputs[outfile]?.bytes ?? 0) / 1_000)} KB`);
}
