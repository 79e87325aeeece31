import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newPseudonyms } from '../collect/pseudonyms.ts';
import { scrub } from '../collect/scrub.ts';
import type { ReadRequest, ReadResult, Source } from '../model/ports.ts';
import { ExportError } from './export-error.ts';
import { errorPathOf, exportFile, pathOf } from './layout.ts';

/**
 * Answers as `inner` does, and writes each answer into `folder` as the file that stands for it in an account export.
 * What was written holds no credentials and no personal data, whatever `inner` answered. `made` becomes `export.json`.
 *
 * `read` rejects with {@link ExportError} when the folder is not empty (old answers would be taken for new ones) or
 * cannot be written.
 */
export function recordingSource(inner: Source, folder: string, made?: ExportRecord): Source {
  let prepared: Promise<void> | undefined;
  const pseudonyms = newPseudonyms();
  return {
    ...inner,
    async read(request) {
      prepared ??= prepare(folder, made);
      await prepared;
      const answer = await inner.read(request);
      const scrubbed = scrub(request, answer, pseudonyms);
      await record(folder, request, scrubbed);
      return scrubbed;
    },
  };
}

/** When and with what an export is made, as `export.json` says it. */
export interface ExportRecord {
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly tool: string;
  readonly version: string;
}

async function prepare(folder: string, made: ExportRecord | undefined): Promise<void> {
  const inside = await attempt(folder, async () => {
    await mkdir(folder, { recursive: true });
    return readdir(folder);
  });
  if (inside.length > 0) throw new ExportError(`${folder} is not empty: name a new or empty folder for the export.`);
  if (made !== undefined) await write(join(folder, exportFile), made);
}

async function record(folder: string, request: ReadRequest, result: ReadResult): Promise<void> {
  if (result.outcome === 'not-exported') return;
  const [path, content] =
    result.outcome === 'read'
      ? [pathOf(request), result.value]
      : [errorPathOf(pathOf(request)), { code: result.code, message: result.detail }];
  await write(join(folder, path), content);
}

const write = (file: string, content: unknown): Promise<void> =>
  attempt(file, async () => {
    await mkdir(dirname(file), { recursive: true });
    // Where upper and lower case are one, the answers about `App` and `app` would be one file.
    await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
  });

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ExportError(`Cannot write ${path}: ${why}.`, { cause: error });
  }
}
