import type { RelayStateProblem } from '../model/relay-state-check.ts';
import type { EndUserService } from '../saml/regions.ts';
import { nearest } from '../text/nearest.ts';
import { found, problem, type PartResult } from './findings.ts';
import type { RelayUrl } from './parse.ts';

const documented: Readonly<Record<EndUserService, readonly string[]>> = {
  workspaces: ['registrationCode', 'client'],
  appstream: ['stack', 'accountId', 'app', 'client'],
};

/** The values of the documented parameters, each once: the first where one is repeated. */
export type Values = ReadonlyMap<string, string>;

/** Judges names, repetition and separators of the parameters; what they hold is for others. */
export function judgeParameters(url: RelayUrl, service: EndUserService): { values: Values; result: PartResult } {
  const known = documented[service];
  const values = new Map<string, string>();
  const problems: RelayStateProblem[] = [];
  const report = (severity: 'high' | 'low', message: string, actual: string, expected: string): void => {
    problems.push(problem('parameter', severity, message, { actual, expected }));
  };
  for (const { name, value } of url.parameters) {
    if (known.includes(name)) {
      if (values.has(name))
        report('high', `${name} appears more than once. AWS does not document which one counts.`, name, `${name} once`);
      else values.set(name, value);
      continue;
    }
    const meant = nearest(name.replace(/^amp;|^[?;]+/i, ''), known);
    if (meant === undefined) {
      report('low', `AWS documents no parameter ${name || '(empty)'} for this endpoint.`, name, known.join(', '));
    } else {
      report(
        'high',
        `${name} is not a parameter of this endpoint; names are case-sensitive. It was probably meant as ${meant}.`,
        name,
        meant,
      );
    }
  }
  if (url.fragment !== undefined) {
    report('high', 'A # begins a fragment, which browsers never send to AWS.', `#${url.fragment}`, 'no #');
  }
  return { values, result: found(...problems) };
}

/** `client` decides which client opens; both services take the same two values. */
export function judgeClient(values: Values, { old }: { readonly old: boolean }): PartResult {
  const client = values.get('client');
  if (client === undefined) return found();
  const compared = { actual: client, expected: 'native or web' };
  if (client !== 'native' && client !== 'web') {
    return found(problem('client', 'medium', 'client takes native or web, in lower case.', compared));
  }
  if (old) {
    return found(
      problem('client', 'medium', 'The client parameter works only with the newer endpoints, which contain euc-sso.', {
        actual: client,
        expected: 'no client parameter, or the newer endpoint',
      }),
    );
  }
  return found();
}
