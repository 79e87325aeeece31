/**
 * Makes the package that `npx euc-saml-audit` runs anywhere Node 24 is: dist/package, and beside it the tarball that
 * `npm pack` makes of it. It has no dependencies; each command is loaded when it is asked for.
 * Usage: node scripts/pack.ts
 */
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { notices } from './notices.ts';

const folder = 'dist/package';
const { name, version, description, license, engines, type } = manifest;

/** In a package, the program is no TypeScript. */
const compiled: Plugin = {
  name: 'compiled',
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.mjs', external: true }));
  },
};

/**
 * The DynamoDB of the demo keeps its table in memory, so the database on disk, which is no JavaScript, stays out; and it
 * names files without their ending, by which nobody finds them in a bundle.
 */
const dynalite: Plugin = {
  name: 'dynalite',
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /classic-level[\\/]binding\.js$/ }, () => ({ contents: 'module.exports = {}' }));
    esbuild.onLoad({ filter: /dynalite[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/(require\('\.\/\w+\/' \+ \w+)\)/g, "$1 + '.js')"),
    }));
  },
};

await rm(folder, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { main: 'cli/main.ts', invoke: 'cli/demo/invoke.ts' },
  outdir: `${folder}/dist/cli`,
  outExtension: { '.js': '.mjs' },
  plugins: [dynalite],
  bundle: true,
  // What the demo alone needs stays apart from what every scan needs, and both have the AWS SDK once.
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Some dependencies are CommonJS: they call require for Node's own modules, and ask where they are.
  banner: {
    js:
      "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" +
      'const __filename=import.meta.filename,__dirname=import.meta.dirname;',
  },
});
// An older Node must be able to read it.
await build({
  entryPoints: ['cli/bin.mjs'],
  outfile: `${folder}/dist/cli/bin.mjs`,
  plugins: [compiled],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  logLevel: 'warning',
});
await chmod(`${folder}/dist/cli/bin.mjs`, 0o755);

await mkdir(`${folder}/examples`, { recursive: true });
await cp('examples/demo-account', `${folder}/examples/demo-account`, { recursive: true });
await cp('examples/captured-sign-in.xml', `${folder}/examples/captured-sign-in.xml`);
for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md']) await cp(file, `${folder}/${file}`);
await writeFile(`${folder}/THIRD-PARTY-NOTICES.txt`, await notices(Object.keys(metafile.inputs)));
await writeFile(
  `${folder}/package.json`,
  `${JSON.stringify({ name, version, description, license, type, bin: { [name]: 'dist/cli/bin.mjs' }, engines }, undefined, 2)}\n`,
);

// npm's own program, because this one runs under another Node than npm's.
execFileSync('npm', ['pack', './package', '--silent'], { cwd: 'dist' });
const tarball = `dist/${name}-${version}.tgz`;
console.log(`${tarball}  ${Math.round((await stat(tarball)).size / 1_000)} KB`);
