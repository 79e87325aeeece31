import { IdentityError } from '../lib/collect/identity.ts';
import { EventsError } from '../lib/evidence/files.ts';
import { ExportError } from '../lib/export/export-error.ts';
import { InputError } from '../lib/input/checked.ts';
import { UnknownRegionError } from '../lib/saml/regions.ts';
import { UnknownRuleError } from '../lib/scan/select-rules.ts';
import { HistoryFileError } from '../lib/store/file-store.ts';
import { OutputError } from './process-output.ts';
import { UsageError } from './usage-error.ts';

const expected = [
  UsageError,
  OutputError,
  InputError,
  UnknownRuleError,
  UnknownRegionError,
  EventsError,
  ExportError,
  IdentityError,
  HistoryFileError,
];

/** An error that the caller can put right, and whose message says how: credentials, Regions, folders, options. */
export const isExpected = (error: Error): boolean => expected.some((kind) => error instanceof kind);
