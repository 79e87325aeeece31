import { classifyAudience } from './audiences.ts';

/** What an URL of AWS is, as far as a user access URL could be confused with it. */
export interface AwsPlace {
  readonly kind:
    | 'sign-in'
    | 'relay-state'
    | 'access-portal'
    | 'application'
    | 'console'
    | 'client'
    | 'cognito'
    | 'other';
  /** A noun phrase with its article: `the AWS Management Console`. */
  readonly name: string;
}

interface Host {
  readonly host: RegExp;
  readonly path?: RegExp;
  readonly place: AwsPlace;
}

const portal: AwsPlace = { kind: 'access-portal', name: 'the AWS access portal of IAM Identity Center' };

/** The first that fits decides. Only hosts that are AWS's own: whoever runs a server on AWS has an address below amazonaws.com. */
const hosts: readonly Host[] = [
  {
    host: /^((workspaces|appstream2)\.euc-sso(-fips)?|appstream2(-fips)?)\.[a-z0-9-]+\.(aws\.amazon\.com|amazonaws-us-gov\.com)$/,
    place: { kind: 'relay-state', name: 'an AWS relay state endpoint' },
  },
  // IAM Identity Center User Guide, customer managed SAML applications: the IdP sign-in URL of an application.
  {
    host: /^portal\.sso\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    path: /^\/saml\/assertion\/[^/]+\/?$/,
    place: { kind: 'application', name: 'an application of IAM Identity Center' },
  },
  { host: /(^|\.)(awsapps\.(com|cn)|app\.aws)$/, place: portal },
  { host: /^portal\.sso(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, place: portal },
  {
    host: /(^|\.)console\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|aws\.eu)$/,
    place: { kind: 'console', name: 'the AWS Management Console' },
  },
  { host: /(^|\.)amazonworkspaces\.com$/, place: { kind: 'client', name: 'a page of the WorkSpaces client' } },
  { host: /(^|\.)workspaces-web\.com$/, place: { kind: 'client', name: 'a portal of WorkSpaces Secure Browser' } },
  // Amazon Cognito Developer Guide: user pools take SAML assertions in and give none out.
  {
    host: /(^|\.)amazoncognito\.com$/,
    place: { kind: 'cognito', name: 'Amazon Cognito, which issues no SAML assertions' },
  },
  {
    host: /(^|\.)(aws\.amazon\.com|amazonaws-us-gov\.com|api\.aws|aws\.eu|amazonappstream\.com)$/,
    place: { kind: 'other', name: 'a page of AWS' },
  },
];

/** The place of AWS that an URL leads to; `undefined` for every other, servers of AWS customers included. */
export function awsPlace(hostname: string, pathname: string): AwsPlace | undefined {
  // Whatever the partition: from any of them, another one's sign-in host is known as such.
  if (classifyAudience('aws', `https://${hostname}/saml`).kind !== 'unrecognised')
    return { kind: 'sign-in', name: 'the AWS sign-in endpoint' };
  return hosts.find(({ host, path }) => host.test(hostname) && path?.test(pathname) !== false)?.place;
}
