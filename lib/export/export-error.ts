/** The folder cannot be used as an account export; the message names the file, what is wrong and what to do. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}
