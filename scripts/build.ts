/** Bundles each file of `handlers/` into `dist/<name>/index.mjs` and prints its size. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const names = (await readdir('handlers')).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));

await rm('dist', { recursive: true, force: true });
for (const name of names) {
  const outfile = `dist/${name}/index.mjs`;
  const { metafile } = await build({
    entryPoints: [`handlers/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // esbuild's own default for Node prefers CommonJS, which cannot be shaken and doubles the bundle.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    // Some dependencies are CommonJS and call require for Node's own modules.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  await writeFile(`dist/${name}/meta.json`, JSON.stringify(metafile));
  console.log(`${outfile}  ${Math.round((metafile.outputs[outfile]?.bytes ?? 0) / 1_000)} KB`);
}
