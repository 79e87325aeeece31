import type { Fact } from '../model/fact.ts';
import type { RelayStateProblem } from '../model/relay-state-check.ts';
import type { ConnectionAlias, Directory, Snapshot } from '../model/snapshot.ts';
import { nearest } from '../text/nearest.ts';
import { found, listOf, problem, undetermined, whyUnread, type PartResult } from './findings.ts';
import type { Values } from './parameters.ts';

export interface Judged {
  readonly target?: string;
  readonly result: PartResult;
}

/** Judges the registration code (or the domain of a connection alias) against the directories of the account. */
export function judgeRegistrationCode(values: Values, region: string | undefined, snapshot: Snapshot): Judged {
  const code = values.get('registrationCode');
  if (code === undefined || code === '') {
    const message = 'The registration code is missing, so that the client cannot tell the directory.';
    return { result: found(codeProblem(message, '', expectedCode(region, snapshot))) };
  }
  return code.includes('.') ? judgeDomain(code, region, snapshot) : judgeCode(code, region, snapshot);
}

const codeProblem = (message: string, actual: string, expected: string): RelayStateProblem =>
  problem('registrationCode', 'high', message, { actual, expected });

const directoriesOf = (snapshot: Snapshot, region: string | undefined): Fact<readonly Directory[]> | undefined =>
  region === undefined ? undefined : snapshot.byRegion[region]?.directories;

/** Every directory that was read, of the URL's Region first. */
const everywhere = (snapshot: Snapshot): readonly Directory[] =>
  snapshot.regions.flatMap((name) => listOf(directoriesOf(snapshot, name)));

const isSaml = ({ saml }: Directory): boolean => saml.status !== 'DISABLED';

const codesOf = (directories: readonly Directory[]): readonly string[] =>
  directories.flatMap(({ registrationCode }) => registrationCode ?? []);

function expectedCode(region: string | undefined, snapshot: Snapshot): string {
  const here = listOf(directoriesOf(snapshot, region)).filter(isSaml);
  const codes = codesOf(here);
  return codes.length > 0 && codes.length <= 5 ? codes.join(' or ') : 'the registration code of a directory with SAML';
}

function judgeCode(code: string, region: string | undefined, snapshot: Snapshot): Judged {
  const here = directoriesOf(snapshot, region);
  const directory = listOf(here).find(({ registrationCode }) => registrationCode === code);
  if (directory !== undefined) return { target: directory.arn, result: judgeDirectory(directory, values(code)) };

  const elsewhere = everywhere(snapshot).filter((candidate) => candidate.region !== region);
  const owner = elsewhere.find(({ registrationCode }) => registrationCode === code);
  if (owner !== undefined) return ofOtherRegion(owner, code, region, snapshot);

  const candidates = [...listOf(here), ...(region === undefined ? elsewhere : [])];
  const misspelt = misspeltCode(code, candidates) ?? misspeltCode(code, elsewhere);
  if (misspelt !== undefined) {
    return { result: found(codeProblem(misspelt.message, code, misspelt.expected)) };
  }
  if (/^<.*>$|^\{.*\}$|^\[.*\]$|registration/i.test(code)) {
    const message = 'The registration code is still a placeholder of a template.';
    return { result: found(codeProblem(message, code, expectedCode(region, snapshot))) };
  }
  const expected = expectedCode(region, snapshot);
  if (region === undefined) return { result: found() };
  const unread = whyUnread('directories', region, here);
  if (unread !== undefined) return { result: undetermined('registrationCode', unread, { actual: code, expected }) };
  const message = `No directory in ${region} has this registration code.`;
  return { result: found(codeProblem(message, code, expected)) };
}

const values = (code: string): { readonly actual: string; readonly expected: string } => ({
  actual: code,
  expected: code,
});

/** What makes a code wrong although it was copied from a directory. */
function misspeltCode(
  code: string,
  directories: readonly Directory[],
): { message: string; expected: string } | undefined {
  for (const { registrationCode, id, alias } of directories) {
    if (registrationCode === undefined) continue;
    const wrong = (message: string) => ({ message, expected: registrationCode });
    const plain = code.replaceAll(/\s+/g, '+');
    if (plain === registrationCode) return wrong('The plus sign of the registration code became a space.');
    if (decodeAgain(code) === registrationCode)
      return wrong('The registration code is percent-encoded twice: %252B arrives as %2B, not as a plus sign.');
    if (code.replaceAll(/\s/g, '') === registrationCode) return wrong('White space stands in the registration code.');
    if (code.toLowerCase() === registrationCode.toLowerCase())
      return wrong('The registration code differs in letter case from that of the directory.');
    if (code === id || code === alias)
      return wrong(`The value is the directory's ${code === id ? 'id' : 'alias'}, not its registration code.`);
    if (registrationCode.replaceAll('+', '') === code)
      return wrong('The plus sign of the registration code is missing.');
    const [prefix, rest] = registrationCode.split('+');
    if (code === prefix || code === rest) return wrong('The value is only a part of the registration code.');
  }
  const near = nearest(code, codesOf(directories));
  const meant = near === undefined ? undefined : directories.find(({ registrationCode }) => registrationCode === near);
  if (meant === undefined || near === undefined || !oneSlip(code, near)) return undefined;
  return { message: `No directory has this registration code; ${meant.id} has one almost like it.`, expected: near };
}

/** Codes of one account and Region share their first half: only a slip of one or two characters is the same code. */
function oneSlip(code: string, registrationCode: string): boolean {
  if (Math.abs(code.length - registrationCode.length) > 1) return false;
  const [long, short] = code.length >= registrationCode.length ? [code, registrationCode] : [registrationCode, code];
  const differing = [...long].filter((char, at) => char !== short[at]).length;
  return long.length === short.length
    ? differing <= 2
    : [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
}

function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Either the Region or the code is wrong; where the URL's Region has codes of its own, both are said. */
function ofOtherRegion(owner: Directory, code: string, region: string | undefined, snapshot: Snapshot): Judged {
  if (region === undefined) return { target: owner.arn, result: judgeDirectory(owner, values(code)) };
  const codes = codesOf(listOf(directoriesOf(snapshot, region)).filter(isSaml));
  return {
    target: owner.arn,
    result: found(
      problem(
        'region',
        'high',
        `The registration code belongs to directory ${owner.id} in ${owner.region}, not in ${region}.`,
        {
          actual: region,
          expected: owner.region,
        },
      ),
      ...(codes.length === 0
        ? []
        : [
            codeProblem(
              `The registration code is that of a directory in another Region, ${owner.region}.`,
              code,
              expectedCode(region, snapshot),
            ),
          ]),
    ),
  };
}

/** The directory that a code names: whether it takes SAML sign-ins at all. */
function judgeDirectory(directory: Directory, compared: { actual: string; expected: string }): PartResult {
  const { id, saml, state } = directory;
  if (state !== undefined && ['DEREGISTERED', 'DEREGISTERING', 'ERROR'].includes(state)) {
    const message = `The registration code is that of directory ${id}, whose state is ${state}.`;
    return found(codeProblem(message, compared.actual, 'the registration code of a registered directory'));
  }
  if (saml.status === 'DISABLED') {
    const message = `The registration code is that of directory ${id}, where SAML authentication is disabled.`;
    return found(codeProblem(message, compared.actual, 'the registration code of a directory with SAML'));
  }
  return found();
}

/** With cross-Region redirection, the domain of a connection alias stands in place of the code. */
function judgeDomain(domain: string, region: string | undefined, snapshot: Snapshot): Judged {
  const aliasesOf = (name: string): readonly ConnectionAlias[] => listOf(snapshot.byRegion[name]?.connectionAliases);
  const isNamed = ({ connectionString }: ConnectionAlias): boolean =>
    connectionString.toLowerCase() === domain.toLowerCase();
  const here = region === undefined ? [] : aliasesOf(region).filter(isNamed);
  const [alias] = here;
  if (alias !== undefined && region !== undefined) return ofAlias(alias, domain, region, snapshot);

  const others = snapshot.regions.filter((name) => name !== region && aliasesOf(name).some(isNamed));
  const [other] = others;
  const fact = region === undefined ? undefined : snapshot.byRegion[region]?.connectionAliases;
  if (region === undefined) return { result: found() };
  const unread = whyUnread('connection aliases', region, fact);
  if (unread !== undefined) {
    const compared = { actual: domain, expected: 'the domain of a connection alias' };
    return { result: undetermined('registrationCode', unread, compared) };
  }
  if (other !== undefined) {
    return {
      result: found(
        problem('region', 'high', `The connection alias ${domain} is in ${others.join(', ')}, not in ${region}.`, {
          actual: region,
          expected: others.join(' or '),
        }),
      ),
    };
  }
  const near = nearest(
    domain,
    aliasesOf(region).map(({ connectionString }) => connectionString),
  );
  const message = `No connection alias in ${region} has this domain.`;
  return { result: found(codeProblem(message, domain, near ?? expectedCode(region, snapshot))) };
}

function ofAlias(alias: ConnectionAlias, domain: string, region: string, snapshot: Snapshot): Judged {
  const compared = { actual: domain, expected: 'a connection alias that is associated with a directory' };
  const associated = alias.associations.filter(
    ({ status, directoryId }) => directoryId !== undefined && (status?.startsWith('ASSOCIATED_') ?? true),
  );
  const pending = alias.associations.some(({ status }) => status?.startsWith('PENDING_') === true);
  const ids = associated.flatMap(({ directoryId }) => directoryId ?? []);
  if (ids.length === 0) {
    return {
      result: pending
        ? undetermined('registrationCode', `The association of connection alias ${domain} is pending.`, compared)
        : found(
            codeProblem(
              `Connection alias ${domain} is associated with no directory in ${region}.`,
              domain,
              compared.expected,
            ),
          ),
    };
  }
  const fact = directoriesOf(snapshot, region);
  const directory = listOf(fact).find(({ id }) => ids.includes(id));
  if (directory !== undefined)
    return { target: directory.arn, result: judgeDirectory(directory, { ...compared, actual: domain }) };
  return {
    result: undetermined(
      'registrationCode',
      `Connection alias ${domain} is associated with ${ids.join(', ')}, which is not among the directories that were read in ${region}.`,
      compared,
    ),
  };
}

/** `client=web` opens Web Access, which the directory can refuse. */
export function judgeWebAccess(values: Values, target: string | undefined, snapshot: Snapshot): PartResult {
  if (values.get('client') !== 'web' || target === undefined) return found();
  const directory = everywhere(snapshot).find(({ arn }) => arn === target);
  const web = directory?.access['DeviceTypeWeb'];
  const compared = { actual: 'web', expected: 'native, or Web Access allowed for the directory' };
  if (web === 'ALLOW') return found();
  if (web === undefined) {
    return undetermined('client', 'Whether the directory allows Web Access was not in the answer of AWS.', compared);
  }
  return found(problem('client', 'high', 'client=web opens Web Access, which the directory does not allow.', compared));
}
