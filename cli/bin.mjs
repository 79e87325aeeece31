#!/usr/bin/env node
// Plain JavaScript, because an older Node cannot even read the TypeScript that would tell what is wrong with it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `euc-saml-audit needs Node 24 and was started by Node ${process.versions.node}.\n` +
      'On Linux, npm ci in the checkout brings Node 24 along and npx euc-saml-audit uses it; elsewhere, install Node 24.\n',
  );
  process.exitCode = 2;
} else {
  await import('./main.ts');
}
