import { readFile } from 'node:fs/promises';
import { type Batch, expiryOf, type FindingLife, type History } from '../model/history.ts';
import type { HistoryEntry, HistoryStore, Recorded } from '../model/ports.ts';
import { emptyFile, type HistoryFile, parseHistoryFile } from './history-file.ts';
import { replaceFile } from './replace-file.ts';

/** A history file that cannot be used. The message says what to do; the file is as it was. */
export class HistoryFileError extends Error {
  override readonly name = 'HistoryFileError';
}

/**
 * Keeps histories in one JSON file, for one process at a time. A file that is not there is an empty history; one that
 * is there and cannot be read as a history is left alone. A new file takes the place of the old one in one step, so
 * that a crash or a full disk leaves either the old history or the new one.
 *
 * Every operation throws {@link HistoryFileError}.
 */
export function fileStore(path: string): HistoryStore {
  async function change<T>(accountId: string, step: (history: History) => readonly [History, T]): Promise<T> {
    const file = await readHistoryFile(path);
    const [history, result] = step(file.accounts[accountId] ?? empty);
    await replace(path, { ...file, accounts: { ...file.accounts, [accountId]: history } });
    return result;
  }

  const changeBatches = (accountId: string, step: (batch: Batch) => readonly Batch[]): Promise<void> =>
    change(accountId, (history) => [{ ...history, waiting: history.waiting.flatMap(step) }, undefined]);

  return {
    read: async (accountId) => (await readHistoryFile(path)).accounts[accountId] ?? empty,
    record: (accountId, entry) => change(accountId, (history) => recorded(history, entry)),
    markDigested: (accountId, batchId) =>
      changeBatches(accountId, (batch) => [batch.id === batchId ? { ...batch, digestTold: true } : batch]),
    async markTold(accountId, batchId, told) {
      const ids = new Set(told.map(({ messageId }) => messageId));
      await changeBatches(accountId, (batch) => {
        if (batch.id !== batchId) return [batch];
        const notices = batch.notices.filter(({ messageId }) => !ids.has(messageId));
        return notices.length === 0 ? [] : [{ ...batch, notices }];
      });
    },
  };
}

const empty: History = { lives: [], waiting: [] };

/** Only what goes on from what is there is taken. */
function recorded(history: History, entry: HistoryEntry): readonly [History, Recorded] {
  const lives = new Map(history.lives.map((life) => [life.finding.id, life]));
  const ours = entry.changes.filter(({ life }) => follows(life, lives.get(life.finding.id)));
  for (const { life } of ours) lives.set(life.finding.id, life);
  const notices = ours.map(({ notice }) => notice);
  const { lastScan = entry.lastScan } = history;
  return [
    {
      lastScan: lastScan.at > entry.lastScan.at ? lastScan : entry.lastScan,
      lives: [...lives.values()].filter((life) => (expiryOf(life) ?? Infinity) > Date.parse(entry.lastScan.at)),
      waiting: [
        ...history.waiting,
        ...(ours.length === 0 ? [] : [{ id: entry.batchId, occasion: entry.occasion, digestTold: false, notices }]),
      ],
    },
    { notices, problems: [] },
  ];
}

const follows = (life: FindingLife, last: FindingLife | undefined): boolean =>
  last === undefined ? life.version === 1 : last.version === life.version - 1 && last.lastChanged <= life.lastChanged;

async function readHistoryFile(path: string): Promise<HistoryFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return emptyFile;
    throw new HistoryFileError(`The history in ${path} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  try {
    return parseHistoryFile(text);
  } catch (error) {
    throw new HistoryFileError(
      `${path} is not a history that this version can use: ${reasonOf(error)}. It was left as it is; name another file, or move it away to start anew.`,
      { cause: error },
    );
  }
}

async function replace(path: string, file: HistoryFile): Promise<void> {
  try {
    await replaceFile(path, `${JSON.stringify(file, undefined, 1)}\n`, 0o600);
  } catch (error) {
    throw new HistoryFileError(`The history in ${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
