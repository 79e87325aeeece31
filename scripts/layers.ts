/** What the files of one layer may import; everything else is refused, in the words of `why`. */
export interface Layer {
  readonly files: string;
  /** Import specifiers as in .gitignore. */
  readonly may: readonly string[];
  /** Exceptions from `may`. */
  readonly mayNot?: readonly string[];
  readonly why: string;
}

const own = './**';
const lib = (...folders: readonly string[]): readonly string[] => folders.map((folder) => `**/${folder}/**`);
const node = ['node:*', 'node:*/**'];

/** Who may import what. The last entry that covers a file decides alone. */
export const layers: readonly Layer[] = [
  {
    files: 'lib/model/**',
    may: [own],
    why: 'lib/model is what everybody else stands on: it imports nothing.',
  },
  {
    files: 'lib/text/**',
    may: [own],
    why: 'lib/text knows text and nothing else: it imports nothing.',
  },
  {
    files: 'lib/text/pattern.ts',
    may: ['re2js'],
    why: 'lib/text/pattern matches patterns that people configured: only re2js.',
  },
  {
    files: 'lib/policy/**',
    may: [own, ...lib('model', 'text')],
    why: 'lib/policy answers questions about policy documents: only lib/model and lib/text.',
  },
  {
    files: 'lib/policy/search/**',
    may: [own, '../*.ts', ...lib('model', 'text')],
    why: 'lib/policy/search is part of lib/policy: only that, lib/model and lib/text.',
  },
  {
    files: 'lib/saml/**',
    may: [own, ...lib('model', 'text')],
    why: 'lib/saml is data and functions about SAML sign-in: only lib/model and lib/text.',
  },
  {
    files: 'lib/saml/name-qualifier.ts',
    may: [own, 'node:crypto'],
    why: 'lib/saml/name-qualifier hashes: only node:crypto.',
  },
  {
    files: 'lib/saml/metadata.ts',
    may: [own, ...lib('model', 'text'), 'node:crypto'],
    why: 'lib/saml/metadata reads X.509: only lib/model, lib/text and node:crypto.',
  },
  {
    files: 'lib/saml/xml.ts',
    may: ['saxes'],
    why: 'lib/saml/xml reads XML and knows nothing of SAML: only saxes.',
  },
  {
    files: 'lib/federation/**',
    may: [own, ...lib('model', 'policy', 'saml', 'text')],
    why: 'lib/federation joins what was read: only lib/model, lib/policy, lib/saml and lib/text.',
  },
  {
    files: 'lib/relay-state/**',
    may: [own, ...lib('model', 'saml', 'text')],
    why: 'lib/relay-state judges the URL that an identity provider was given: only lib/model, lib/saml and lib/text.',
  },
  {
    files: 'lib/path/**',
    may: [own, ...lib('model', 'policy', 'saml', 'federation', 'text')],
    why: 'lib/path joins the steps of sign-in paths: only lib/model, lib/policy, lib/saml, lib/federation and lib/text.',
  },
  {
    files: 'lib/doctor/**',
    may: [
      own,
      ...lib('model', 'policy', 'saml', 'federation', 'relay-state', 'text'),
      'xml-crypto',
      '@xmldom/xmldom',
      'node:crypto',
      'node:zlib',
    ],
    why: 'lib/doctor judges one captured sign-in: lib/model, policy, saml, federation, relay-state, text and XML signatures.',
  },
  {
    files: 'lib/evidence/**',
    may: [own, ...lib('model', 'policy', 'saml', 'federation', 'text')],
    why: 'lib/evidence sums up recorded sign-ins: only lib/model, lib/policy, lib/saml, lib/federation and lib/text.',
  },
  {
    files: 'lib/evidence/files.ts',
    may: [own, 'node:fs/promises', 'node:path', 'node:util', 'node:zlib'],
    why: 'lib/evidence/files reads files with events: only lib/evidence, node:fs, node:path, node:util and node:zlib.',
  },
  {
    files: 'lib/rule/**',
    may: [own, ...lib('model', 'policy', 'saml', 'federation', 'path', 'text')],
    why: 'lib/rule is what rules are written in: only lib/model, policy, saml, federation, path and text.',
  },
  {
    files: 'lib/engine/**',
    may: [own, ...lib('model', 'rule', 'federation', 'path', 'text'), '**/policy/wildcard.ts'],
    why: 'lib/engine applies rules it does not know: only lib/model, rule, federation, path, text and policy/wildcard.',
  },
  {
    files: 'lib/report/**',
    may: [own, ...lib('model', 'rule', 'text'), 'string-width'],
    why: 'lib/report writes findings down: only lib/model, lib/rule, lib/text and string-width.',
  },
  {
    files: 'lib/report/*/**',
    may: [own, '../*.ts', '../html/*.ts', ...lib('model', 'rule', 'text')],
    why: 'lib/report/formats and html write findings down: only lib/report, lib/model, lib/rule and lib/text.',
  },
  {
    files: 'lib/report/formats/html.ts',
    may: [own, '../*.ts', '../html/*.ts', ...lib('model', 'rule'), 'node:crypto'],
    why: 'lib/report/formats/html names the hash of its own style and script: node:crypto and lib/report.',
  },
  {
    files: 'lib/report/{schema,json}.ts',
    may: [own, ...lib('model', 'text'), 'zod/mini'],
    why: 'lib/report/schema says what a report is, and json prints that: only lib/model, lib/text and zod/mini.',
  },
  {
    files: 'lib/explain/**',
    may: [own, ...lib('model', 'rule', 'engine', 'report', 'text')],
    why: 'lib/explain writes rules down: only lib/model, lib/rule, lib/engine, lib/report and lib/text.',
  },
  {
    files: 'rules/*/**',
    may: lib('lib/model', 'lib/policy', 'lib/saml', 'lib/federation', 'lib/path', 'lib/rule', 'lib/text'),
    why: 'A rule says what facts mean: only lib/model, policy, saml, federation, rule and text, never another rule.',
  },
  {
    files: 'rules/*/*.explain.ts',
    may: lib('lib/model', 'lib/policy', 'lib/saml', 'lib/federation', 'lib/rule', 'lib/explain', 'lib/text'),
    why: 'An explanation stands beside its rule: as a rule, and lib/explain, which no rule and no function carries.',
  },
  {
    files: 'lib/collect/**',
    may: [own, ...lib('model', 'saml', 'text')],
    why: 'lib/collect asks a Source, whatever is behind it: only lib/model, lib/saml and lib/text.',
  },
  {
    files: 'lib/collect/pseudonyms.ts',
    may: ['node:crypto'],
    why: 'lib/collect/pseudonyms hides names: only node:crypto.',
  },
  {
    files: 'lib/export/**',
    may: [own, ...lib('model', 'collect', 'text'), 'node:fs', 'node:fs/promises', 'node:path', 'node:crypto'],
    why: 'lib/export reads and writes folders: only lib/model, lib/collect, lib/text, node:fs, node:path and node:crypto.',
  },
  {
    files: 'lib/aws/**',
    may: [own, ...lib('model', 'collect', 'saml', 'text'), '@aws-sdk/**', '@smithy/**', ...node],
    why: 'lib/aws talks to AWS and decides nothing: only the AWS SDK, lib/model, lib/collect, lib/saml, lib/text, Node.',
  },
  {
    files: 'lib/scan/**',
    may: [
      own,
      ...lib('model', 'policy', 'saml', 'federation', 'evidence', 'rule', 'engine', 'collect', 'config', 'text'),
    ],
    why: 'lib/scan runs one scan whatever the source and the sink: no lib/aws, lib/export, lib/runtime, AWS SDK or Node.',
  },
  {
    files: 'lib/input/**',
    may: [own, ...lib('text'), 'zod/mini', 'zod/v4/core'],
    why: 'lib/input checks what people wrote: only lib/text and zod.',
  },
  {
    files: 'lib/config/**',
    may: [own, ...lib('model', 'rule', 'input', 'text'), '**/collect/json.ts', 'zod/mini'],
    why: 'lib/config says what the configuration file means: only lib/model, rule, input, text, collect/json and zod/mini.',
  },
  {
    files: 'lib/config/file.ts',
    may: [own, ...lib('input'), 'node:fs/promises'],
    why: 'lib/config/file reads the configuration file: only lib/config, lib/input and node:fs/promises.',
  },
  {
    files: 'lib/watch/**',
    may: [own, ...lib('model', 'engine', 'text'), 'node:crypto'],
    why: 'lib/watch carries history from scan to scan, whatever store and channels: lib/model, engine, text, node:crypto.',
  },
  {
    files: 'lib/change/**',
    may: [own, ...lib('model', 'collect', 'text'), 'zod/mini'],
    why: 'lib/change says what a write touches and reads that again: only lib/model, lib/collect, lib/text and zod/mini.',
  },
  {
    files: 'lib/organization/**',
    may: [own, ...lib('model', 'text')],
    why: 'lib/organization decides about accounts and reports of accounts: only lib/model and lib/text.',
  },
  {
    files: 'lib/store/**',
    may: [own, ...lib('model', 'text'), 'node:fs/promises', 'node:path', 'node:crypto'],
    why: 'lib/store keeps history in files: only lib/model, lib/text, node:fs, node:path and node:crypto.',
  },
  {
    files: 'lib/runtime/**',
    may: [own, ...lib('model', 'input', 'text'), '@middy/core', '@aws-lambda-powertools/**', 'aws-lambda', 'zod/mini'],
    why: 'lib/runtime is what every Lambda function needs: only lib/model, lib/input, lib/text, middy, Powertools and zod/mini.',
  },
  {
    files: 'handlers/**',
    may: [own, ...lib('lib', 'rules'), 'aws-lambda'],
    mayNot: ['**/lib/export/**', '**/lib/explain/**', '**/rules/explained.ts', '**/*.explain.ts'],
    why: 'A Lambda function wires lib and rules: it never calls AWS, and carries no explanations, lib/export or cli.',
  },
  {
    files: 'cli/**',
    may: [own, '../**', ...node],
    why: 'The command line wires lib and rules: it never calls AWS itself, and needs no package of its own.',
  },
];

/** Layers that answer the same for the same arguments, always. */
export const pureLayers = [
  'model',
  'text',
  'policy',
  'saml',
  'federation',
  'relay-state',
  'path',
  'rule',
  'engine',
  'report',
  'explain',
]
  .map((layer) => `lib/${layer}/**`)
  .concat('rules/**');
