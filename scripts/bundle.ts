import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles `handlers/<name>.ts` with all it needs into one minified ES module for Lambda, with a source map beside it
 * that is not deployed. Resolves with what esbuild says went into it.
 */
export async function bundle(name: string, outfile: string) {
  const { metafile } = await build({
    entryPoints: [`handlers/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // esbuild's own default for Node prefers CommonJS, which cannot be shaken and doubles the bundle.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': resolve('lib/aws/function-credentials.ts') },
    plugins: [withoutExplanations],
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    // Some dependencies are CommonJS and call require for Node's own modules.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return metafile;
}

/** What only documentation and tests read: half of what rules weigh. */
const explanations: readonly (readonly [member: string, indent: number])[] = [
  ['rationale', 2],
  ['statements', 2],
  ['reads', 2],
  ['userSees', 2],
  ['cli', 4],
  ['console', 4],
  ['examples', 2],
];

/** Leaves the explanations out of the rules; a scan never reads them. */
const withoutExplanations: Plugin = {
  name: 'without-explanations',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]rules[\\/][a-z]+[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return {
        contents: explanations.reduce((text, [member, indent]) => without(text, member, indent), source),
        loader: 'ts',
      };
    });
  },
};

/** Members are told by their indentation, which the formatter guarantees: one ends where the next line is no deeper. */
function without(source: string, member: string, indent: number): string {
  const deeper = `(?: {${indent + 1},}.*\\n|\\n)*`;
  const closing = `(?: {${indent}}[\\]}].*\\n)?`;
  return source.replace(new RegExp(`^ {${indent}}${member}:.*\\n${deeper}${closing}`, 'm'), '');
}
