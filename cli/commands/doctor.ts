import { jsonText } from '../../lib/text/json-text.ts';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { accountOf } from '../../lib/federation/account.ts';
import { collect } from '../../lib/collect/collect.ts';
import { diagnoseSignIn } from '../../lib/doctor/diagnose.ts';
import { diagnoseError } from '../../lib/doctor/error-causes.ts';
import { CaptureError, largestCapture, readCapture, type Captured } from '../../lib/doctor/input.ts';
import type { Source } from '../../lib/model/ports.ts';
import type { SignInDiagnosis } from '../../lib/model/sign-in-check.ts';
import { doctorText } from '../../lib/report/doctor.ts';
import { scan } from '../../lib/scan/scan.ts';
import { rules } from '../../rules/index.ts';
import { listOf, oneOf, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';
import { keysOf } from '../provider-keys.ts';
import { sourceOf } from '../source.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['text', 'json'] as const;

const help = `Usage: euc-saml-audit doctor --saml-response FILE [options]
       euc-saml-audit doctor --error TEXT [options]

Says why one sign-in failed: checks a captured SAML response against the account, or finds the causes of an error text.
Neither NameID, tag values, the response nor its signature are printed, stored or sent anywhere.

  --saml-response FILE  XML, base64, a form body, or a HAR export of a browser; - reads standard input
  --relay-state URL     the relay state that belongs to it; default: the one in the HAR export or form body
  --error TEXT          what the user saw: on the sign-in page, in the client, or from AWS STS
  --at ISO              the time to check the response for; default: now, which suits a fresh response
  --export DIR          read this export instead of AWS
  --regions a,b         look into these Regions only
  --format FORMAT       ${formats.join(', ')}; default text

Exit codes: 0 nothing wrong; 1 something wrong; 2 wrong usage or unreadable input; 3 cannot be determined.
`;

export const doctor: Command = {
  help,
  async run(args, terminal) {
    const { values } = parseArguments(args, {
      'saml-response': { type: 'string' },
      'relay-state': { type: 'string' },
      error: { type: 'string' },
      at: { type: 'string' },
      export: { type: 'string' },
      regions: { type: 'string', multiple: true },
      format: { type: 'string', default: 'text' },
    });
    const format = oneOf('format', values.format, formats);
    const regions = listOf('regions', values.regions);
    const at = timeOf(values.at);
    const { 'saml-response': file, 'relay-state': relayState, error } = values;
    if (file === undefined && error === undefined) {
      throw new UsageError('expected --saml-response FILE or --error TEXT');
    }
    if (error?.trim() === '') throw new UsageError('--error: expected the text that the user saw');
    const captured = file === undefined ? undefined : await capture(file, terminal);
    const source = await sourceOf(values.export, terminal);
    const options = { source, ...(regions === undefined ? {} : { regions }) };
    const diagnosis =
      captured === undefined
        ? await fromError(error ?? '', options)
        : await fromResponse(captured, options, {
            at: at ?? new Date().toISOString(),
            atGiven: at !== undefined,
            ...(relayState === undefined ? {} : { relayState }),
            ...(error === undefined ? {} : { error }),
          });
    terminal.stdout.write(format === 'json' ? jsonText(diagnosis, 2) : doctorText(diagnosis, pageFor(terminal)));
    return { pass: exitCodes.clean, fail: exitCodes.findings, unknown: exitCodes.incomplete }[diagnosis.status];
  },
};

/** @throws {UsageError} */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time.getTime())) {
    throw new UsageError('--at: expected a date and time as 2026-11-25T08:00:00Z');
  }
  return time.toISOString();
}

/**
 * Reads the response. What goes wrong is said in words of our own: an error of the parser could quote the document.
 *
 * @throws {UsageError}
 */
async function capture(file: string, { cwd, stdin }: Terminal): Promise<Captured> {
  const name = file === '-' ? 'standard input' : file;
  let bytes: Buffer;
  try {
    bytes = file === '-' ? await allOf(stdin) : await readFile(resolve(cwd, file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`--saml-response: ${name} cannot be read (${code})`);
  }
  try {
    return readCapture(decoded(bytes));
  } catch (error) {
    if (error instanceof CaptureError) throw new UsageError(`--saml-response: ${name}: ${error.message}`);
    throw error;
  }
}

/** Windows tools save text as UTF-16. */
const decoded = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');

async function allOf(stdin: Terminal['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin ?? []) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestCapture) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

interface ReadOptions {
  readonly source: Source;
  readonly regions?: readonly string[];
}

async function fromError(error: string, options: ReadOptions): Promise<SignInDiagnosis> {
  const { problems, advice, findings } = await scan({
    ...options,
    rules,
    scanId: randomUUID(),
    clock: () => new Date(),
  });
  return diagnoseError(error, { problems: [...problems, ...advice], findings });
}

async function fromResponse(
  captured: Captured,
  { source, ...options }: ReadOptions,
  more: { at: string; atGiven: boolean; relayState?: string; error?: string },
): Promise<SignInDiagnosis> {
  const snapshot = await collect({ source, asOf: new Date().toISOString(), ...options });
  const keys = await keysOf(snapshot, source);
  return diagnoseSignIn({ account: accountOf(snapshot), captured, keys, ...more });
}
