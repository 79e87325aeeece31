import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AwsError, refusal } from './aws-error.ts';
import { isObject, type JsonObject } from './json.ts';

/**
 * An account export: a folder of AWS CLI JSON, or the same in memory, keyed by the path inside the folder
 * (`global/iam.list-roles.json`). A Map is read afresh at every request, so a test may change the account as it goes.
 */
export type ExportInput = string | ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

export type ExportFiles = ReadonlyMap<string, unknown>;

/** One folder of an export: what AWS would answer in one Region, or globally. */
export interface Folder {
  /**
   * The answer recorded under a name such as `workspaces.describe-ip-groups`.
   * @throws {AwsError} the error recorded in `<name>.error.json`; access denied when the export holds neither, because
   * a live reader must never take "not in the export" for "there is none".
   */
  read(name: string): JsonObject;
  has(name: string): boolean;
}

/** Reads a folder once, at the start. @throws {Error} naming the folder or file that cannot be read as an export. */
export async function openExport(input: ExportInput): Promise<ExportFiles> {
  if (typeof input !== 'string') return input instanceof Map ? input : new Map(Object.entries(input));
  const found = await stat(input).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new Error(`${input} is not a folder; expected the folder of an account export`);
  const names = await readdir(input, { recursive: true });
  const jsonNames = names.filter((name) => name.endsWith('.json'));
  const entries = await Promise.all(
    jsonNames.map(async (name) => [name.split(sep).join('/'), await readJson(join(input, name))] as const),
  );
  return new Map(entries);
}

/** Folder `''` holds `account.json`, `global` the answers of IAM, a Region's name the answers of that Region. */
export function folder(files: ExportFiles, name: string): Folder {
  const path = (file: string): string => (name === '' ? `${file}.json` : `${name}/${file}.json`);
  return {
    has: (file) => files.has(path(file)),
    read(file) {
      const value = files.get(path(file));
      if (isObject(value)) return value;
      if (value !== undefined) throw new Error(`${path(file)} of the export should hold a JSON object`);
      const error = files.get(path(`${file}.error`));
      if (isObject(error)) throw recordedError(error);
      throw refusal('denied', `The account export holds no ${path(file)}, so this call cannot be answered`);
    },
  };
}

/** The Regions that were looked at: every folder but `global`. */
export function hasRegion(files: ExportFiles, region: string): boolean {
  return files.keys().some((path) => path.startsWith(`${region}/`));
}

function recordedError(error: JsonObject): AwsError {
  const { code, message } = error;
  return new AwsError(typeof code === 'string' ? code : 'InternalFailure', typeof message === 'string' ? message : '');
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
