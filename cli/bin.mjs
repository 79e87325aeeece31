#!/usr/bin/env node
// Plain JavaScript, because an older Node cannot even read the program that would tell what is wrong with it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `euc-saml-audit needs Node 24 or later and was started by Node ${process.versions.node}.\n` +
      'Install Node 24 from https://nodejs.org. In a checkout on Linux, npm ci brings it along and npx uses it.\n',
  );
  process.exitCode = 2;
} else {
  await import('./main.ts');
}
