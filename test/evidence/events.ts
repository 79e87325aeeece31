/** Records of CloudTrail as AWS writes them (IAM User Guide, cloudtrail-integration), with marked personal values. */

export interface EventWish {
  readonly role?: string;
  readonly provider?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly duration?: number | null;
  readonly subject?: string;
  readonly subjectType?: string;
  readonly audience?: string;
  readonly sourceIdentity?: string;
  readonly time?: string;
  readonly error?: readonly [code: string, message: string];
  readonly account?: string;
  readonly id?: string;
}

let made = 0;

export function event(wish: EventWish = {}): object {
  const {
    account = '111122223333',
    role = 'Desktops',
    provider = 'ExampleIdP',
    tags = { Email: 'MARKTAG@example.com' },
    duration = 28_800,
    subject = 'MARKNAME',
    subjectType = 'persistent',
    audience = 'https://signin.aws.amazon.com/saml',
    time = '2026-10-20T08:00:00Z',
    error,
    sourceIdentity,
  } = wish;
  made += 1;
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'SAMLUser', principalId: `x=:${subject}`, userName: subject, identityProvider: 'x=' },
    eventTime: time,
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoleWithSAML',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.77',
    userAgent: 'MARKAGENT',
    ...(error === undefined ? {} : { errorCode: error[0], errorMessage: error[1] }),
    requestParameters: {
      sAMLAssertionID: '_MARKASSERTION',
      roleSessionName: 'MARKSESSION',
      ...(Object.keys(tags).length === 0 ? {} : { principalTags: tags }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      roleArn: `arn:aws:iam::${account}:role/${role}`,
      principalArn: `arn:aws:iam::${account}:saml-provider/${provider}`,
      ...(duration === null ? {} : { durationSeconds: duration }),
    },
    responseElements:
      error === undefined
        ? {
            credentials: { accessKeyId: 'ASIAMARKKEY', sessionToken: 'MARKTOKEN', expiration: 'Oct 20, 2026' },
            assumedRoleUser: {
              assumedRoleId: 'AROAX:MARKSESSION',
              arn: `arn:aws:sts::${account}:assumed-role/${role}/MARKSESSION`,
            },
            subject,
            subjectType,
            issuer: 'https://idp.example.com/metadata',
            audience,
            nameQualifier: 'x=',
          }
        : null,
    eventID: wish.id ?? `00000000-0000-0000-0000-${String(made).padStart(12, '0')}`,
    recipientAccountId: account,
  };
}

export const refusedWith = (message: string, code = 'AccessDenied'): EventWish => ({ error: [code, message] });
export const denied: EventWish = refusedWith('Not authorized to perform sts:AssumeRoleWithSAML');
