/** The value of a JSON text, or where and why it is not JSON. */
export type Parsed = { readonly value: unknown } | { readonly problem: string };

/** `problem` reads like `line 3, column 8: unexpected token '}'`; it never repeats the text around the place. */
export function parseJson(text: string): Parsed {
  const error = syntaxError(text);
  if (!('message' in error)) return error;
  const position = positionOf(text, error.message);
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { problem: `line ${before.length}, column ${column}: ${reason(error.message)}` };
}

function syntaxError(text: string): { readonly value: unknown } | { readonly message: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The engine names the position of most errors, but neither of an unexpected end nor of an unexpected token. A text cut
 * anywhere before such a token is merely unfinished, so the shortest beginning that has the error ends with it.
 */
function positionOf(text: string, message: string): number {
  const named = /at position (\d+)/.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  if (message.endsWith('is not valid JSON') && !isUnexpectedToken(message)) return 0;
  if (!isUnexpectedToken(message)) return text.length;
  let sound = 0;
  let faulty = text.length;
  while (faulty - sound > 1) {
    const middle = (sound + faulty) >>> 1;
    const part = syntaxError(text.slice(0, middle));
    if ('message' in part && isUnexpectedToken(part.message)) faulty = middle;
    else sound = middle;
  }
  return faulty - 1;
}

const isUnexpectedToken = (message: string): boolean => message.startsWith('Unexpected token');

function reason(message: string): string {
  const short = message
    .replace(/( in JSON)? at position .*$/s, '')
    .replace(/^".*" is not valid JSON$/s, 'not a JSON value')
    .replace(/^(Unexpected token '.').*$/su, '$1')
    .replace(/^Unexpected end of JSON input$/, 'unexpected end');
  return short.charAt(0).toLowerCase() + short.slice(1);
}
