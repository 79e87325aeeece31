import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { recordsIn, type SignInRecord } from './records.ts';

/** A file or folder with events that cannot be used; the message says which, and repeats nothing of it. */
export class EventsError extends Error {
  override readonly name = 'EventsError';
}

/** A log file of CloudTrail is some megabytes. */
const largest = 500_000_000;

const unzip = promisify(gunzip);

/**
 * Reads sign-ins from a file, or from every file below a folder: JSON or newline-delimited JSON, compressed or not.
 *
 * @throws {EventsError}
 */
export async function readEvents(path: string): Promise<readonly SignInRecord[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw new EventsError(`${path} cannot be read (${codeOf(error)}).`);
  });
  if (!found.isDirectory()) return readFileOf(path);
  const files = await filesBelow(path);
  if (files.length === 0)
    throw new EventsError(`${path} holds no file with events (.json, .json.gz, .ndjson, .jsonl).`);
  const records: SignInRecord[] = [];
  for (const file of files) records.push(...(await readFileOf(file)));
  return records;
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(json|ndjson|jsonl)(\.gz)?$|\.gz$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function readFileOf(path: string): Promise<readonly SignInRecord[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new EventsError(`${path} cannot be read (${codeOf(error)}).`);
  });
  if (bytes.length > largest) throw new EventsError(`${path} is too large: more than ${largest / 1e6} MB.`);
  const text = await textOf(path, bytes);
  if (text.trim() === '') throw new EventsError(`${path} is empty.`);
  return [...recordsIn(documentsOf(path, text))];
}

async function textOf(path: string, bytes: Buffer): Promise<string> {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isCompressed) return bytes.toString('utf8').replace(/^\uFEFF/, '');
  try {
    return (await unzip(bytes, { maxOutputLength: largest })).toString('utf8');
  } catch (error) {
    throw new EventsError(`${path} cannot be decompressed (${codeOf(error)}).`);
  }
}

/** One document, or one on each line. */
function documentsOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text
      .split('\n')
      .map((line, at) => ({ line: line.trim(), at: at + 1 }))
      .filter(({ line }) => line !== '')
      .map(({ line, at }): unknown => {
        try {
          return JSON.parse(line);
        } catch {
          throw new EventsError(`${path} is neither JSON nor one JSON document on each line (line ${at}).`);
        }
      });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unreadable';
