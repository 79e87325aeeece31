import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const refused: readonly (readonly [file: string, statement: string, why: string])[] = [
  ['lib/model/a.ts', "import '../text/clip.ts'", 'lib/model is what everybody else stands on: it imports nothing.'],
  ['lib/model/b.ts', "import 'node:fs'", 'lib/model is what everybody else stands on: it imports nothing.'],
  ['lib/text/a.ts', "import '../model/arn.ts'", 'lib/text knows text and nothing else: it imports nothing.'],
  [
    'lib/policy/a.ts',
    "import '../saml/regions.ts'",
    'lib/policy answers questions about policy documents: only lib/model and lib/text.',
  ],
  [
    'lib/policy/b.ts',
    "await import('@aws-sdk/client-iam')",
    'lib/policy answers questions about policy documents: only lib/model and lib/text.',
  ],
  [
    'lib/saml/a.ts',
    "import 'node:crypto'",
    'lib/saml is data and functions about SAML sign-in: only lib/model and lib/text.',
  ],
  [
    'lib/saml/metadata.ts',
    "import 'node:fs'",
    'lib/saml/metadata reads X.509: only lib/model, lib/text and node:crypto.',
  ],
  ['lib/saml/xml.ts', "import './idp.ts'", 'lib/saml/xml reads XML and knows nothing of SAML: only saxes.'],
  [
    'lib/federation/a.ts',
    "import '../rule/rule.ts'",
    'lib/federation joins what was read: only lib/model, lib/policy, lib/saml and lib/text.',
  ],
  [
    'lib/rule/a.ts',
    "import '../engine/evaluate.ts'",
    'lib/rule is what rules are written in: only lib/model, policy, saml, federation, path and text.',
  ],
  [
    'lib/engine/a.ts',
    "import '../../rules/index.ts'",
    'lib/engine applies rules it does not know: only lib/model, rule, federation, path, text and policy/wildcard.',
  ],
  [
    'lib/report/a.ts',
    "export * from '../aws/sns-publisher.ts'",
    'lib/report writes findings down: only lib/model, lib/rule, lib/text and string-width.',
  ],
  [
    'lib/explain/a.ts',
    "import '../../rules/index.ts'",
    'lib/explain writes rules down: only lib/model, lib/rule, lib/engine, lib/report and lib/text.',
  ],
  [
    'rules/role/a.ts',
    "import './another-rule.ts'",
    'A rule says what facts mean: only lib/model, policy, saml, federation, rule and text, never another rule.',
  ],
  [
    'rules/role/b.ts',
    "import '../../lib/engine/evaluate.ts'",
    'A rule says what facts mean: only lib/model, policy, saml, federation, rule and text, never another rule.',
  ],
  [
    'rules/role/c.ts',
    "import { guideTrust } from '../../lib/explain/example.ts'",
    'A rule says what facts mean: only lib/model, policy, saml, federation, rule and text, never another rule.',
  ],
  [
    'rules/role/a.explain.ts',
    "import '../../lib/engine/evaluate.ts'",
    'An explanation stands beside its rule: as a rule, and lib/explain, which no rule and no function carries.',
  ],
  [
    'lib/collect/a.ts',
    "import '../aws/live-source.ts'",
    'lib/collect asks a Source, whatever is behind it: only lib/model, lib/saml and lib/text.',
  ],
  [
    'lib/export/a.ts',
    "import '../aws/live-source.ts'",
    'lib/export reads and writes folders: only lib/model, lib/collect, lib/text, node:fs, node:path and node:crypto.',
  ],
  [
    'lib/aws/a.ts',
    "import '../report/digest.ts'",
    'lib/aws talks to AWS and decides nothing: only the AWS SDK, lib/model, lib/collect, lib/saml, lib/text, Node.',
  ],
  [
    'lib/aws/b.ts',
    "import '../../rules/index.ts'",
    'lib/aws talks to AWS and decides nothing: only the AWS SDK, lib/model, lib/collect, lib/saml, lib/text, Node.',
  ],
  [
    'lib/scan/a.ts',
    "import '../runtime/lambda.ts'",
    'lib/scan runs one scan whatever the source and the sink: no lib/aws, lib/export, lib/runtime, AWS SDK or Node.',
  ],
  ['lib/input/a.ts', "import '../model/arn.ts'", 'lib/input checks what people wrote: only lib/text and zod.'],
  [
    'lib/config/a.ts',
    "import 'node:fs/promises'",
    'lib/config says what the configuration file means: only lib/model, rule, input, text, collect/json and zod/mini.',
  ],
  [
    'lib/config/file.ts',
    "import '../../rules/index.ts'",
    'lib/config/file reads the configuration file: only lib/config, lib/input and node:fs/promises.',
  ],
  [
    'lib/runtime/a.ts',
    "import { z } from 'zod'",
    'lib/runtime is what every Lambda function needs: only lib/model, lib/input, lib/text, middy, Powertools and zod/mini.',
  ],
  [
    'handlers/a.ts',
    "import '@aws-sdk/client-sns'",
    'A Lambda function wires lib and rules: it never calls AWS, and carries no explanations, lib/export or cli.',
  ],
  [
    'handlers/b.ts',
    "import '../lib/export/export-source.ts'",
    'A Lambda function wires lib and rules: it never calls AWS, and carries no explanations, lib/export or cli.',
  ],
  [
    'handlers/c.ts',
    "import '../local-aws/server.ts'",
    'A Lambda function wires lib and rules: it never calls AWS, and carries no explanations, lib/export or cli.',
  ],
  [
    'handlers/d.ts',
    "import '../rules/explained.ts'",
    'A Lambda function wires lib and rules: it never calls AWS, and carries no explanations, lib/export or cli.',
  ],
  [
    'cli/a.ts',
    "import '@aws-sdk/client-sts'",
    'The command line wires lib and rules: it never calls AWS itself, and needs no package of its own.',
  ],
  ...['lib/policy', 'lib/engine', 'rules/role'].flatMap((layer) =>
    ['process.env', 'fetch', 'setTimeout', 'Date.now()', 'Math.random()'].map(
      (expression, index) =>
        [
          `${layer}/impure-${index}.ts`,
          `export const impure = ${expression}`,
          'This layer is pure: time, randomness, environment and input come in as arguments.',
        ] as const,
    ),
  ),
];

const allowed: readonly (readonly [file: string, statement: string])[] = [
  ['lib/model/ok.ts', "import './arn.ts'"],
  ['lib/policy/ok.ts', "import '../model/arn.ts'"],
  ['lib/engine/ok.ts', "import '../rule/rule.ts'; import '../policy/wildcard.ts'"],
  ['lib/explain/ok.ts', "import '../engine/evaluate.ts'"],
  ['rules/role/ok.ts', "import '../../lib/federation/account.ts'"],
  ['rules/role/ok.explain.ts', "import '../../lib/explain/example.ts'"],
  ['rules/index.ts', "import './role/a.ts'"],
  ['lib/collect/ok.ts', "import '../saml/regions.ts'"],
  ['lib/export/ok.ts', "import 'node:fs/promises'"],
  ['lib/aws/ok.ts', "import '@aws-sdk/client-sns'"],
  ['lib/input/ok.ts', "import '../text/nearest.ts'"],
  ['lib/config/ok.ts', "import 'zod/mini'"],
  ['lib/scan/ok.ts', "import '../engine/evaluate.ts'"],
  ['lib/runtime/ok.ts', "import 'zod/mini'"],
  ['handlers/ok.ts', "import '../lib/aws/live-source.ts'"],
  ['cli/ok.ts', "import '../lib/export/export-source.ts'"],
];

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'layers-'));
const complaints = new Map<string, readonly string[]>();

interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

beforeAll(() => {
  for (const file of ['oxlint.config.ts', 'scripts/layers.ts', 'package.json'])
    cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, statement] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${statement};\n`);
  }
  const { diagnostics } = JSON.parse(oxlint()) as { diagnostics: readonly Diagnostic[] };
  for (const { filename, message, help = '' } of diagnostics.filter(({ code }) => code.includes('no-restricted'))) {
    complaints.set(filename, [...(complaints.get(filename) ?? []), `${message} ${help}`]);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Exits with 1 because it finds what was put there for it. */
function oxlint(): string {
  try {
    return execFileSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('a layer', () => {
  it.each(refused)('%s refuses: %s', (file, _statement, why) => {
    expect(complaints.get(file)).toStrictEqual([expect.stringContaining(why)]);
  });

  it.each(allowed)('%s allows: %s', (file) => {
    expect(complaints.get(file)).toBeUndefined();
  });
});
