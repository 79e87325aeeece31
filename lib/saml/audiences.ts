/**
 * Where AWS receives SAML responses, by partition. `saml:aud` is the `Recipient` of the assertion, so these URLs, and
 * not the Audience URN, are what a trust policy can be compared with.
 * Sources: AWS General Reference "AWS Sign-In endpoints", IAM User Guide on SAML federation, AWS GovCloud (US) User
 * Guide; hosts of the other partitions from the SDK's sign-in endpoint rules, where `/saml` is our inference
 * (domain-facts 3.3).
 */
interface SignInHosts {
  readonly partition: string;
  /** Host without a Region, and the Region that serves it. */
  readonly global: readonly { readonly host: string; readonly region: string }[];
  /** Matches `<region>.<host>`; the first group is the Region. */
  readonly regional: RegExp;
}

const hosts: readonly SignInHosts[] = [
  {
    partition: 'aws',
    global: [{ host: 'signin.aws.amazon.com', region: 'us-east-1' }],
    regional: /^((?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+)\.signin\.aws\.amazon\.com$/,
  },
  {
    partition: 'aws-us-gov',
    global: [
      { host: 'signin.amazonaws-us-gov.com', region: 'us-gov-west-1' },
      { host: 'signin-fips.amazonaws-us-gov.com', region: 'us-gov-west-1' },
    ],
    regional: /^(us-gov-[a-z]+-\d+)\.signin(?:-fips)?\.amazonaws-us-gov\.com$/,
  },
  {
    partition: 'aws-cn',
    global: [{ host: 'signin.amazonaws.cn', region: 'cn-north-1' }],
    regional: /^(cn-[a-z]+-\d+)\.signin\.amazonaws\.cn$/,
  },
  { partition: 'aws-iso', global: [], regional: /^(us-iso-[a-z]+-\d+)\.signin\.c2shome\.ic\.gov$/ },
  {
    partition: 'aws-iso-b',
    global: [],
    regional: /^(us-isob-[a-z]+-\d+)\.signin\.sc2shome\.sgov\.gov$/,
  },
  {
    partition: 'aws-iso-e',
    global: [],
    regional: /^(eu-isoe-[a-z]+-\d+)\.signin\.csphome\.adc-e\.uk$/,
  },
  {
    partition: 'aws-iso-f',
    global: [],
    regional: /^(us-isof-[a-z]+-\d+)\.signin\.csphome\.hci\.ic\.gov$/,
  },
  {
    partition: 'aws-eusc',
    global: [],
    regional: /^(eusc-de-[a-z]+-\d+)\.signin\.amazonaws-eusc\.eu$/,
  },
];

/** What a value of `saml:aud` can be in a sign-in to one partition. */
export type Audience =
  /** AWS receives assertions there: `/saml`, or a provider's own `/saml/acs/<UUID>`. */
  | { readonly kind: 'sign-in'; readonly region: string; readonly providerUuid?: string }
  /** A host of AWS's sign-in, but not a documented Region of it, or a form of the URL that AWS does not document. */
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'other-partition'; readonly partition: string }
  /** Another host. The Recipient has to be the URL that receives the assertion, so it never gets as far as a role. */
  | { readonly kind: 'unrecognised' }
  /** `persistent`, an Audience URN, …: a Recipient is an https URL, so this is never its value. */
  | { readonly kind: 'not-a-url' };

/** Sorts a `saml:aud` value as seen from an account of `partition`. Pure text work: nothing is resolved or called. */
export function classifyAudience(partition: string, value: string): Audience {
  const [, scheme = '', asWritten, port, path = ''] =
    /^(https?):\/\/([a-z0-9.-]+|\[[^\]]*\])(:\d+)?((?:[/?#].*)?)$/is.exec(value) ?? [];
  if (asWritten === undefined || scheme.toLowerCase() === 'http' || /[*${}\s]/.test(path)) return { kind: 'not-a-url' };
  const host = asWritten.toLowerCase();
  const place = locate(host) ?? locateDomain(host);
  if (place === undefined) return { kind: 'unrecognised' };
  if (place.partition !== partition) return { kind: 'other-partition', partition: place.partition };
  const { region } = place;
  // The key holds the Recipient as the identity provider wrote it, so only the documented spelling is sure to work.
  if (region === undefined || host !== asWritten || port !== undefined || scheme !== 'https')
    return { kind: 'unknown-path' };
  if (path === '/saml') return { kind: 'sign-in', region };
  const [, providerUuid] = /^\/saml\/acs\/([^/?#]+)$/.exec(path) ?? [];
  return providerUuid === undefined ? { kind: 'unknown-path' } : { kind: 'sign-in', region, providerUuid };
}

/** Below a sign-in domain, whatever stands before it: only AWS can put a host there. */
function locateDomain(host: string): { partition: string; region: undefined } | undefined {
  const found = hosts.find(({ global }) => global.some((entry) => host.endsWith(`.${entry.host}`)));
  return found === undefined ? undefined : { partition: found.partition, region: undefined };
}

function locate(host: string): { partition: string; region: string } | undefined {
  for (const { partition, global, regional } of hosts) {
    const region = global.find((entry) => entry.host === host)?.region ?? regional.exec(host)?.[1];
    if (region !== undefined) return { partition, region };
  }
  return undefined;
}

/** Recipients that a correct sign-in of the partition may carry, the usual one first. */
export function signInAudiences(partition: string): readonly string[] {
  switch (partition) {
    case 'aws':
      return [
        'https://signin.aws.amazon.com/saml',
        'https://us-east-1.signin.aws.amazon.com/saml',
        'https://eu-west-1.signin.aws.amazon.com/saml',
      ];
    case 'aws-us-gov':
      return ['https://signin.amazonaws-us-gov.com/saml', 'https://us-gov-east-1.signin.amazonaws-us-gov.com/saml'];
    case 'aws-cn':
      return [
        'https://signin.amazonaws.cn/saml',
        'https://cn-north-1.signin.amazonaws.cn/saml',
        'https://cn-northwest-1.signin.amazonaws.cn/saml',
      ];
    case 'aws-iso':
      return ['https://us-iso-east-1.signin.c2shome.ic.gov/saml'];
    case 'aws-iso-b':
      return ['https://us-isob-east-1.signin.sc2shome.sgov.gov/saml'];
    case 'aws-iso-e':
      return ['https://eu-isoe-west-1.signin.csphome.adc-e.uk/saml'];
    case 'aws-iso-f':
      return ['https://us-isof-south-1.signin.csphome.hci.ic.gov/saml'];
    case 'aws-eusc':
      return ['https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml'];
    default:
      return [];
  }
}

/** Regions with a sign-in URL of their own (AWS General Reference, "AWS Sign-In endpoints"). */
const commercialRegions =
  'us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-northeast-1 ap-northeast-2 ' +
  'ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ' +
  'ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-south-1 eu-south-2 eu-north-1 ' +
  'il-central-1 mx-central-1 me-south-1 me-central-1 sa-east-1';

/** Every sign-in URL of the partition that AWS documents, its Regions included. */
export const allAudiences = (partition: string): readonly string[] =>
  partition === 'aws'
    ? [
        ...signInAudiences(partition),
        ...commercialRegions.split(' ').map((region) => `https://${region}.signin.aws.amazon.com/saml`),
      ]
    : signInAudiences(partition);

/** The partition's URL to name in texts. */
export const usualAudience = (partition: string): string =>
  signInAudiences(partition)[0] ?? 'the sign-in URL of the partition';

/** Hosts of the partition's documented sign-in URLs. */
export const signInHosts = (partition: string): readonly string[] => [
  ...new Set(signInAudiences(partition).map((url) => new URL(url).hostname)),
];
