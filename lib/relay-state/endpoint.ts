import type { RelayStateProblem } from '../model/relay-state-check.ts';
import {
  appstreamRelayEndpoint,
  partitionOfRegion,
  regionsOf,
  workspacesRelayHost,
  type EndUserService,
} from '../saml/regions.ts';
import { nearest } from '../text/nearest.ts';
import { found, problem, together, undetermined, type PartResult } from './findings.ts';
import type { RelayUrl } from './parse.ts';

/** Where a relay state URL leads, as far as scheme, host and path say. */
export interface Endpoint {
  readonly service: EndUserService;
  /** The Region in the host, or the one that is meant by a misspelt name; absent: no Region can be told. */
  readonly region?: string;
  /** AWS documents no endpoint of the service for the Region. */
  readonly undocumented?: true;
  /** One of the AppStream endpoints that AWS advises against. */
  readonly old: boolean;
}

const paths: Readonly<Record<EndUserService, string>> = { workspaces: '/sso-idp', appstream: '/saml' };
const names: Readonly<Record<EndUserService, string>> = { workspaces: 'WorkSpaces', appstream: 'AppStream' };
const prefixes: Readonly<Record<EndUserService, string>> = { workspaces: 'workspaces', appstream: 'appstream2' };

/** Judges scheme, host, Region and path as seen from an account of `partition`. */
export function judgeEndpoint(url: RelayUrl, partition: string): { endpoint: Endpoint; result: PartResult } {
  const service = serviceOf(url);
  const host = judgeHost(url.authority, service, partition);
  return { endpoint: host.endpoint, result: together([judgeScheme(url), host.result, judgePath(url, service)]) };
}

/** Which service the URL is for. Host, path and parameters vote, so that one of them may be wrong; the host counts first. */
function serviceOf({ authority, path, parameters }: RelayUrl): EndUserService {
  const named = new Set(parameters.map(({ name }) => name.toLowerCase()));
  const votes = [
    vote(/workspace/i.test(authority), /appstream/i.test(authority)),
    vote(
      named.has('registrationcode'),
      ['accountid', 'stack', 'app'].some((name) => named.has(name)),
    ),
    vote(/^\/+sso-?idp/i.test(path), /^\/+saml/i.test(path)),
  ].flatMap((one) => one ?? []);
  const workspaces = votes.filter((one) => one === 'workspaces').length;
  if (workspaces * 2 === votes.length) return votes[0] ?? 'workspaces';
  return workspaces * 2 > votes.length ? 'workspaces' : 'appstream';
}

const vote = (workspaces: boolean, appstream: boolean): EndUserService | undefined =>
  workspaces === appstream ? undefined : workspaces ? 'workspaces' : 'appstream';

function judgeScheme({ scheme }: RelayUrl): PartResult {
  if (scheme?.toLowerCase() === 'https') return found();
  const message =
    scheme === undefined
      ? 'The URL does not begin with https://.'
      : 'The scheme is not https: AWS documents relay state endpoints with https only.';
  return found(problem('scheme', 'high', message, { actual: scheme ?? '', expected: 'https' }));
}

function judgePath({ path }: RelayUrl, service: EndUserService): PartResult {
  const expected = paths[service];
  if (path === expected) return found();
  const message =
    path === ''
      ? `The path is missing: the ${names[service]} endpoint is ${expected}.`
      : path.toLowerCase() === expected
        ? 'The path differs in letter case from the endpoint, and paths are case-sensitive.'
        : path === `${expected}/`
          ? 'A slash follows the path. AWS documents the endpoint without it.'
          : `The path is not that of the ${names[service]} endpoint.`;
  return found(problem('path', path === `${expected}/` ? 'medium' : 'high', message, { actual: path, expected }));
}

const suffixes = { 'aws-us-gov': 'amazonaws-us-gov.com', other: 'aws.amazon.com' } as const;

const suffixOf = (region: string): string =>
  partitionOfRegion(region) === 'aws-us-gov' ? suffixes['aws-us-gov'] : suffixes.other;

const form =
  /^(?:(workspaces|appstream2)\.(euc-sso|euc-sso-fips)|(appstream2|appstream2-fips))\.([a-z0-9-]+)\.(aws\.amazon\.com|amazonaws-us-gov\.com)$/;

function judgeHost(
  authority: string,
  service: EndUserService,
  partition: string,
): { endpoint: Endpoint; result: PartResult } {
  const problems: RelayStateProblem[] = [];
  const report = (severity: 'high' | 'informational', message: string, expected: string): void => {
    problems.push(problem('host', severity, message, { actual: authority, expected }));
  };
  const answer = (endpoint: Omit<Endpoint, 'service'>, more: PartResult = found()) => ({
    endpoint: { service, ...endpoint },
    result: together([found(...problems), more]),
  });

  const bare = authority.replace(/^.*@/s, '').replace(/:\d*$/, '').replace(/\.$/, '');
  const host = bare.toLowerCase();
  const fips = /fips/.test(host);
  const meant = meantRegion(host, partition);
  const usual = (region: string | undefined): string =>
    (region === undefined ? undefined : hostOf(service, region, { fips })) ??
    (region === undefined ? undefined : hostOf(service, region)) ??
    `${prefixes[service]}.euc-sso.${region ?? '<region>'}.${suffixOf(region ?? '')}`;

  if (host === '') {
    report('high', 'The host is missing.', usual(undefined));
    return answer({ old: false });
  }
  if (authority.includes('@')) report('high', 'A user name stands before the host.', bare);
  const port = /:(\d*)$/.exec(authority)?.[1];
  if (port !== undefined && port !== '443') report('high', 'The URL names a port that AWS does not document.', bare);
  if (bare !== host)
    report('informational', 'Host names are usually lower case; upper case letters change nothing.', host);

  const [, prefixNew, , prefixOld, label = '', suffix = ''] = form.exec(host) ?? [];
  const old = prefixOld !== undefined;
  const hostService = (prefixNew ?? prefixOld)?.startsWith('appstream2') === true ? 'appstream' : 'workspaces';
  if (prefixNew === undefined && prefixOld === undefined) {
    report('high', unknownHost(host, service), usual(meant));
    return answer({ ...(meant === undefined ? {} : { region: meant }), old: /^appstream2(-fips)?\./.test(host) });
  }
  if (hostService !== service) {
    report(
      'high',
      `The host belongs to ${names[hostService]}, and the rest of the URL to ${names[service]}.`,
      usual(meant),
    );
    return answer({ ...(meant === undefined ? {} : { region: meant }), old: false });
  }
  const regionPartition = partitionOfRegion(label);
  if (regionPartition === undefined) {
    const said = nearest(label, regionsOf(partition));
    return answer(
      { ...(said === undefined ? {} : { region: said }), old },
      found(
        problem('region', 'high', `${label} is not an AWS Region.`, {
          actual: label,
          expected: said ?? `a Region of partition ${partition}`,
        }),
      ),
    );
  }
  if (regionPartition !== partition) {
    return answer(
      { old },
      found(
        problem(
          'region',
          'high',
          `Region ${label} is in partition ${regionPartition}, and the account is in ${partition}.`,
          {
            actual: label,
            expected: `a Region of partition ${partition}`,
          },
        ),
      ),
    );
  }
  if (suffix !== suffixOf(label)) {
    report('high', `Endpoints in ${label} end with ${suffixOf(label)}.`, usual(label));
    return answer({ region: label, old });
  }
  const undocumented = hostOf(service, label) === undefined ? ({ undocumented: true } as const) : {};
  return answer({ region: label, old, ...undocumented }, judgeOffer(host, { service, label, old, fips }));
}

/** The host has the form of an endpoint; whether AWS documents that endpoint. */
function judgeOffer(
  host: string,
  { service, label, old, fips }: { service: EndUserService; label: string; old: boolean; fips: boolean },
): PartResult {
  const current = hostOf(service, label);
  if (hostOf(service, label, { fips, old }) === host) {
    return old
      ? found(
          problem(
            'host',
            'low',
            'AWS advises against this older endpoint: sign-ins to the console can end its sessions.',
            {
              actual: host,
              expected: hostOf(service, label, { fips }) ?? current ?? '',
            },
          ),
        )
      : found();
  }
  if (current === undefined) {
    return undetermined('region', `AWS documents no ${names[service]} relay state endpoint for ${label}.`, {
      actual: label,
      expected: 'a Region with a documented endpoint',
    });
  }
  const what = `${old ? 'older ' : ''}${fips ? 'FIPS ' : ''}endpoint`;
  return found(
    problem('host', 'high', `AWS documents no ${what} of ${names[service]} for ${label}.`, {
      actual: host,
      expected: current,
    }),
  );
}

function hostOf(
  service: EndUserService,
  region: string,
  options: { fips?: boolean; old?: boolean } = {},
): string | undefined {
  if (service === 'workspaces') return workspacesRelayHost(region, options);
  return appstreamRelayEndpoint(region, options)?.replace(/^https:\/\/|\/saml$/g, '');
}

function unknownHost(host: string, service: EndUserService): string {
  if (host.endsWith('amazonaws-us-govcom'))
    return 'The host ends with amazonaws-us-govcom, as a page of AWS prints it: the dot before com is missing.';
  if (/(^|\.)signin(-fips)?\.(aws\.amazon\.com|amazonaws)/.test(host))
    return 'The host is the AWS sign-in page, which receives assertions. The relay state names the endpoint that follows.';
  if (/console\.(aws\.amazon\.com|amazonaws)/.test(host)) return 'The host is the AWS console.';
  return `The host is no relay state endpoint of ${names[service]}.`;
}

/** The Region that a host which is no endpoint most likely means. */
function meantRegion(host: string, partition: string): string | undefined {
  const labels = host.split('.');
  return labels.find((label) => partitionOfRegion(label) === partition);
}
