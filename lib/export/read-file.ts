import { readFile, stat } from 'node:fs/promises';
import { ExportError } from './export-error.ts';

/** A merged answer has many pages, but not so many. */
const largestFile = 256 * 1_024 * 1_024;

/**
 * The bytes of a file of an export. Reading a pipe or a device would wait for ever, or never end.
 *
 * @throws {ExportError}
 */
export async function readAnswerFile(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new ExportError(`${file} cannot be read (${error.code ?? error.message}).`, { cause: error });
  });
  if (!found.isFile()) throw new ExportError(`${file}: expected a regular file, but it is something else.`);
  if (found.size > largestFile)
    throw new ExportError(`${file} has ${found.size} bytes: a file of an export has at most ${largestFile}.`);
  return readFile(file);
}
