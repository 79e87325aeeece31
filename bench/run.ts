// Prints what a scan costs in requests, time and memory, and what a Lambda pays to start. Figures only: nothing here
// passes or fails. Usage: node bench/run.ts [roles…]
import { benchAccount } from './bench-account.ts';
import { benchBundles } from './bench-bundles.ts';
import { benchSearch } from './bench-search.ts';
import { benchHistory } from './history.ts';

benchSearch();
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1_000, 5_000];
for (const roles of sizes) await benchAccount(roles);
await benchHistory(2_000);
await benchBundles();
