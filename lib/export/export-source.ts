import { type Dirent } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inParallel } from '../collect/in-parallel.ts';
import { parseJson } from '../collect/json.ts';
import { refused } from '../collect/outcomes.ts';
import { newPseudonyms, type Pseudonyms } from '../collect/pseudonyms.ts';
import { scrub } from '../collect/scrub.ts';
import { isRecord } from '../collect/shape.ts';
import type { ReadRequest, ReadResult, Source } from '../model/ports.ts';
import { ExportError } from './export-error.ts';
import { isoTime } from '../text/iso-time.ts';
import { readAnswerFile } from './read-file.ts';
import { accountFile, answeredBy, errorPathOf, exportFile, isAnswerFolder, pathOf } from './layout.ts';

/**
 * Reads an account export: the folder of AWS CLI JSON files that a recording source writes, or one made by hand. All
 * its files are read here and now, so that a file which is not JSON is told before a scan begins.
 *
 * @throws {ExportError} for a path that is no folder, a folder without `account.json`, or a file that cannot be used.
 */
export async function exportSource(folder: string): Promise<Source> {
  const { files, folders, notes } = await listExport(folder);
  const twice = files.find((path) => files.includes(errorPathOf(path)));
  if (twice !== undefined)
    throw new ExportError(`${join(folder, twice)} and its .error.json contradict each other: keep the newer one.`);
  const createdAt = await creationOf(folder);
  const pseudonyms = newPseudonyms();
  const answers = new Map(await inParallel(16, files, (path) => readAnswer(folder, path, pseudonyms)));
  return {
    kind: 'export',
    regions: folders.filter((region) => isScanned(region, files)),
    notes,
    ...(createdAt === undefined ? {} : { createdAt }),
    read: (request) => Promise.resolve(answers.get(pathOf(request)) ?? notExported(request)),
  };
}

/** When the export was made; `undefined` for one that does not say. */
async function creationOf(folder: string): Promise<string | undefined> {
  const file = join(folder, exportFile);
  try {
    await access(file);
  } catch {
    return undefined;
  }
  const { createdAt } = await readObject(folder, exportFile);
  const time = typeof createdAt === 'string' ? isoTime(createdAt) : undefined;
  if (time === undefined) throw new ExportError(`${file}: expected {"createdAt": "2026-11-25T08:00:00Z"}.`);
  return time;
}

/** A Region that was only asked for the certificate authority of another one has not been looked at. */
function isScanned(region: string, files: readonly string[]): boolean {
  const own = files.filter((path) => path.startsWith(`${region}/`));
  return own.length === 0 || own.some((path) => !path.startsWith(`${region}/acm-pca.`));
}

const notExported = (request: ReadRequest): ReadResult => ({
  outcome: 'not-exported',
  code: 'NotExported',
  detail: `the export has no ${pathOf(request)}`,
  requests: 0,
});

interface Listing {
  /** Files with answers, relative and with `/`, sorted. */
  readonly files: readonly string[];
  /** Region folders, sorted. */
  readonly folders: readonly string[];
  readonly notes: readonly string[];
}

async function listExport(folder: string): Promise<Listing> {
  const top = await list(folder);
  const folders = top.filter((entry) => entry.isDirectory() && isAnswerFolder(entry.name)).map(({ name }) => name);
  const below = await Promise.all(
    folders.map(async (name) => (await list(join(folder, name))).map((entry) => `${name}/${entry.name}`)),
  );
  const paths = [...top.map(({ name }) => name).filter((name) => !folders.includes(name)), ...below.flat()];
  if (!paths.includes(accountFile))
    throw new ExportError(
      `${folder} ${paths.length === 0 ? 'is empty' : `has no ${accountFile}`}: ` +
        `expected an account export, with ${accountFile} as \`aws sts get-caller-identity\` prints it.`,
    );
  const strangers = paths.filter((path) => path !== exportFile && answeredBy(path) === undefined);
  return {
    files: paths.filter((path) => path !== exportFile && !strangers.includes(path)).toSorted(),
    folders: folders.filter((name) => name !== 'global').toSorted(),
    notes: strangers.toSorted().map((path) => `${path} is not part of an account export and was ignored`),
  };
}

/** Hidden files are the business of file managers and version control. */
async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
  } catch (error) {
    throw new ExportError(`${folder} ${failure(error)}: expected the folder of an account export.`, { cause: error });
  }
}

function failure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : error;
  if (code === 'ENOENT') return 'does not exist';
  return code === 'ENOTDIR' ? 'is not a folder' : `cannot be read (${String(code)})`;
}

async function readAnswer(
  folder: string,
  path: string,
  pseudonyms: Pseudonyms,
): Promise<readonly [string, ReadResult]> {
  const answered = answeredBy(path);
  if (answered === undefined) throw new TypeError(`${path} is not part of an account export.`);
  const { request, isError } = answered;
  const value = await readObject(folder, path);
  const result: ReadResult = isError
    ? refusal(join(folder, path), value, request)
    : { outcome: 'read', value, requests: 0 };
  return [pathOf(request), scrub(request, result, pseudonyms)];
}

type Members = Readonly<Record<string, unknown>>;

function refusal(file: string, { code, message = '' }: Members, { service, region }: ReadRequest): ReadResult {
  if (typeof code !== 'string' || typeof message !== 'string')
    throw new ExportError(`${file}: expected {"code": "AccessDeniedException", "message": "…"}.`);
  return refused({ code, message, service, region, requests: 0 });
}

async function readObject(folder: string, path: string): Promise<Members> {
  const file = join(folder, path);
  const parsed = parseJson(decode(await readAnswerFile(file)));
  if ('problem' in parsed) throw new ExportError(`${file} is not JSON: ${parsed.problem}. Make this file again.`);
  if (isRecord(parsed.value)) return parsed.value;
  throw new ExportError(`${file}: expected a JSON object as the AWS CLI prints it.`);
}

/** Windows PowerShell writes redirected output as UTF-16 with a byte order mark. */
function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
