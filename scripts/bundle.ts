import { resolve } from 'node:path';
import { build } from 'esbuild';

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
