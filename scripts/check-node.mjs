const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node ${process.versions.node} runs this script; Node 24 is needed. Run "npm ci" (with optional dependencies).`,
  );
  process.exit(1);
}
console.log(`node ${process.versions.node}`);
