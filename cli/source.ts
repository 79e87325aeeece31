import { resolve } from 'node:path';
import { exportSource } from '../lib/export/export-source.ts';
import type { Source } from '../lib/model/ports.ts';
import type { Terminal } from './terminal.ts';

/** An export's folder, or AWS. The AWS SDK is loaded only where AWS is asked. */
export async function sourceOf(folder: string | undefined, { cwd }: Terminal): Promise<Source> {
  if (folder !== undefined) return exportSource(resolve(cwd, folder));
  const { liveSource } = await import('../lib/aws/live-source.ts');
  return liveSource();
}
