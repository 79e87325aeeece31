import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** A file that is written whole or not at all. */
export interface OutputFile {
  readonly path: string;
  write(text: string): Promise<void>;
}

/** @throws {UsageError} as `writablePath` does. */
export async function outputFile(name: string, cwd: string): Promise<OutputFile> {
  const path = await writablePath('output', name, cwd);
  return { path, write: (text) => replaceFile(path, text) };
}

/**
 * Checks, before any work is done, that there can be a file where an option wants it; resolves with its absolute path.
 *
 * @throws {UsageError} when its folder does not exist or the path is a folder.
 */
export async function writablePath(option: string, name: string, cwd: string): Promise<string> {
  const path = resolve(cwd, name);
  if (!(await isFolder(dirname(path)))) {
    throw new UsageError(`--${option} ${name}: the folder ${dirname(path)} does not exist; create it first`);
  }
  if (await isFolder(path)) {
    throw new UsageError(`--${option} ${name}: expected the name of a file, but it is a folder`);
  }
  return path;
}

/** Readers of the file see the old text or the new one, never a part. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
