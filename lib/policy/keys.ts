/**
 * The condition keys this tool understands, and when they are in a request. A key that is not here makes the answer
 * unknown: nothing is concluded from what is not modelled. Sources: IAM User Guide "IAM and AWS STS condition context
 * keys", Service Authorization Reference for STS, WorkSpaces and AppStream (domain-facts 3.4).
 */
export type KeyType = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip';

export interface KeyInfo {
  readonly type: KeyType;
  readonly multivalued: boolean;
}

/** `assume`: AssumeRoleWithSAML, TagSession, SetSourceIdentity. `stream`: workspaces:Stream, appstream:Stream. */
export type Phase = 'assume' | 'stream';

const single = (type: KeyType): KeyInfo => ({ type, multivalued: false });
const many = (type: KeyType): KeyInfo => ({ type, multivalued: true });

/** In every request, whatever it asks for. */
const anywhere: Readonly<Record<string, KeyInfo>> = {
  'aws:currenttime': single('date'),
  'aws:epochtime': single('date'),
  'aws:securetransport': single('bool'),
  'aws:sourceip': single('ip'),
  'aws:vpcsourceip': single('ip'),
  'aws:sourcevpc': single('string'),
  'aws:sourcevpce': single('string'),
  'aws:useragent': single('string'),
  'aws:referer': single('string'),
  'aws:requestedregion': single('string'),
};

/** Still there after the role was assumed (IAM-KEYS): a `saml:aud` in a permission policy never matches. */
const samlAlways: Readonly<Record<string, KeyInfo>> = {
  'saml:namequalifier': single('string'),
  'saml:sub': single('string'),
  'saml:sub_type': single('string'),
};

const assumeOnly: Readonly<Record<string, KeyInfo>> = {
  'saml:aud': single('string'),
  'saml:doc': single('string'),
  'saml:iss': single('string'),
  'saml:edupersonprimaryaffiliation': single('string'),
  'saml:edupersonprimaryorgunitdn': single('string'),
  'saml:edupersonprincipalname': single('string'),
  ...Object.fromEntries(
    [
      'cn',
      'commonname',
      'givenname',
      'mail',
      'name',
      'organizationstatus',
      'primarygroupsid',
      'surname',
      'uid',
      'x500uniqueidentifier',
      'eduorghomepageuri',
      'eduorgidentityauthnpolicyuri',
      'eduorglegalname',
      'eduorgsuperioruri',
      'eduorgwhitepagesuri',
      'edupersonaffiliation',
      'edupersonassurance',
      'edupersonentitlement',
      'edupersonnickname',
      'edupersonorgdn',
      'edupersonorgunitdn',
      'edupersonscopedaffiliation',
      'edupersontargetedid',
    ].map((name) => [`saml:${name}`, many('string')]),
  ),
  'aws:tagkeys': many('string'),
  'sts:transitivetagkeys': many('string'),
  'sts:rolesessionname': single('string'),
  'sts:sourceidentity': single('string'),
};

const streamOnly: Readonly<Record<string, KeyInfo>> = {
  'workspaces:userid': single('string'),
  'appstream:userid': single('string'),
  'aws:principalarn': single('arn'),
  'aws:principalaccount': single('string'),
  'aws:principaltype': single('string'),
  'aws:resourceaccount': single('string'),
};

const keysOf: Readonly<Record<Phase, Readonly<Record<string, KeyInfo>>>> = {
  assume: { ...anywhere, ...samlAlways, ...assumeOnly },
  stream: { ...anywhere, ...samlAlways, ...streamOnly },
};

const tagPrefixes: Readonly<Record<Phase, readonly string[]>> = {
  assume: ['aws:requesttag/', 'aws:resourcetag/', 'iam:resourcetag/'],
  stream: ['aws:principaltag/', 'aws:resourcetag/'],
};

/**
 * What is known of a key (lower case) in a phase. `gone` marks a key that exists while signing in but is never there
 * once the role is assumed: a condition on it is decided (missing), not unknown.
 */
export function keyInfo(phase: Phase, key: string): KeyInfo | 'gone' | undefined {
  if (tagPrefixes[phase].some((prefix) => key.startsWith(prefix) && key.length > prefix.length))
    return single('string');
  const info = Object.hasOwn(keysOf[phase], key) ? keysOf[phase][key] : undefined;
  if (info !== undefined) return info;
  return phase === 'stream' && Object.hasOwn(assumeOnly, key) && key.startsWith('saml:') ? 'gone' : undefined;
}
