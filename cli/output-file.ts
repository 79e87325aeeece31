import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { replaceFile } from '../lib/store/replace-file.ts';
import type { Output, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where a report goes that standard output does not get. */
export interface OutputFile {
  readonly path: string;
  write(text: string): Promise<void>;
}

/** @throws {UsageError} when its folder does not exist or the path is a folder. */
export async function outputFile(name: string, terminal: Terminal): Promise<OutputFile> {
  const path = await writablePath('output', name, terminal.cwd);
  const stream = streamOf(path, terminal);
  return {
    path,
    async write(text) {
      if (stream !== undefined) {
        stream.write(text);
        return stream.flush?.();
      }
      try {
        await replaceFile(path, text);
      } catch (error) {
        throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/** Opening these anew fails where they are sockets, and truncates where they are files. */
function streamOf(path: string, { stdout, stderr }: Terminal): Output | undefined {
  if (['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].includes(path)) return stdout;
  return ['/dev/stderr', '/dev/fd/2', '/proc/self/fd/2'].includes(path) ? stderr : undefined;
}

/** The absolute path of a file that can be there, checked before any work is done. */
async function writablePath(option: string, name: string, cwd: string): Promise<string> {
  const path = resolve(cwd, name);
  if (!(await statOf(dirname(path)))?.isDirectory()) {
    throw new UsageError(`--${option} ${name}: the folder ${dirname(path)} does not exist; create it first`);
  }
  if ((await statOf(path))?.isDirectory()) {
    throw new UsageError(`--${option} ${name}: expected the name of a file, but it is a folder`);
  }
  return path;
}

/**
 * The path of a file that is read as well as written, checked before any work is done: a pipe or a device does not give
 * back what was written.
 *
 * @throws {UsageError} when its folder does not exist, or the path leads to anything but a regular file.
 */
export async function keptPath(option: string, name: string, cwd: string): Promise<string> {
  const path = await writablePath(option, name, cwd);
  const isFile = (await statOf(path))?.isFile() ?? true;
  if (!isFile) throw new UsageError(`--${option} ${name}: expected a regular file, but it is a pipe or a device`);
  return path;
}

const statOf = (path: string) => stat(path).catch(() => undefined);
