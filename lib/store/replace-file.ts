import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A draft beside the file cannot take its place: another file system, a folder that cannot be written, a mount. */
const onlyInPlace = new Set(['EACCES', 'EBUSY', 'EPERM', 'EROFS', 'EXDEV']);

/**
 * Puts the text where the path leads. A regular file is replaced in one step, so that its readers, a crash and a full
 * disk see the old text or the new one; it keeps its mode and owner, and a symbolic link to it stays a link. What is no
 * regular file (a pipe, a device) is written into.
 *
 * @param mode of a new file, less the process's mask.
 */
export async function replaceFile(path: string, text: string, mode = 0o666): Promise<void> {
  const target = await targetOf(path);
  const old = await stat(target).catch(() => undefined);
  if ((old !== undefined && (!old.isFile() || old.nlink > 1)) || isDescriptor(path)) return writeInto(target, text);
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await written(draft, 'wx', (old?.mode ?? mode) & 0o777, async (handle) => {
      if (old !== undefined) {
        await handle.chown(old.uid, old.gid).catch(() => {});
        await handle.chmod(old.mode & 0o777);
      }
      await handle.writeFile(text);
      await handle.sync();
    });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    if (old === undefined || !onlyInPlace.has(codeOf(error))) throw error;
    await writeInto(target, text);
  }
}

const writeInto = (path: string, text: string): Promise<void> =>
  written(path, 'w', 0o666, (handle) => handle.writeFile(text));

async function written(path: string, flags: string, mode: number, work: (handle: FileHandle) => Promise<void>) {
  const handle = await open(path, flags, mode);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

/** Where links lead in the end, also when there is nothing yet. */
async function targetOf(path: string): Promise<string> {
  let target = path;
  for (let links = 0; links < 40; links += 1) {
    const real = await realpath(target).catch(() => undefined);
    if (real !== undefined) return real;
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    target = resolve(dirname(target), next);
  }
  return target;
}

/** What a shell hands over as an open file must stay that file. */
const isDescriptor = (path: string): boolean => /^\/(dev|proc)\//.test(path);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
