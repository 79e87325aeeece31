import { describe, expect, it } from 'vitest';
import { refused } from '../../../lib/collect/outcomes.ts';

const outcomeOf = (code: string, region: string): string =>
  refused({ code, message: '', service: 'workspaces', region, requests: 1 }).outcome;

const detailOf = (code: string, message: string): unknown => {
  const result = refused({ code, message, service: 'workspaces', region: 'eu-west-1', requests: 1 });
  return result.outcome === 'read' ? undefined : result.detail;
};

describe('outcomes', () => {
  it.each([
    ['AccessDenied', 'denied', 'denied'],
    ['AccessDeniedException', 'denied', 'denied'],
    ['UnauthorizedOperation', 'denied', 'denied'],
    ['AuthorizationErrorException', 'denied', 'denied'],
    ['NotAuthorized', 'denied', 'denied'],
    ['Throttling', 'throttled', 'throttled'],
    ['ThrottlingException', 'throttled', 'throttled'],
    ['ThrottledException', 'throttled', 'throttled'],
    ['TooManyRequestsException', 'throttled', 'throttled'],
    ['RequestLimitExceeded', 'throttled', 'throttled'],
    ['OptInRequired', 'failed', 'not-enabled'],
    ['SubscriptionRequiredException', 'failed', 'not-enabled'],
    ['InvalidSignatureException', 'failed', 'failed'],
    ['ExpiredToken', 'failed', 'failed'],
    ['ExpiredTokenException', 'failed', 'failed'],
    ['InternalFailure', 'failed', 'failed'],
    ['ECONNRESET', 'failed', 'failed'],
    ['ResourceNotFoundException', 'failed', 'failed'],
    ['', 'failed', 'failed'],
  ])('%s: %s globally, %s in a Region', (code, globally, inRegion) => {
    expect(outcomeOf(code, 'global')).toBe(globally);
    expect(outcomeOf(code, 'eu-west-1')).toBe(inRegion);
    expect(outcomeOf(code, 'eu-south-1')).toBe(inRegion);
  });

  it.each([
    ['global', 'failed'],
    ['eu-west-1', 'failed'],
    ['us-gov-west-1', 'failed'],
    ['cn-northwest-1', 'failed'],
    ['eusc-de-east-1', 'failed'],
    ['eu-newest-9', 'failed'],
    ['eu-south-1', 'not-enabled'],
    ['me-central-1', 'not-enabled'],
  ])('credentials that AWS does not know, in %s: %s', (region, outcome) => {
    expect(outcomeOf('UnrecognizedClientException', region)).toBe(outcome);
    expect(outcomeOf('InvalidClientTokenId', region)).toBe(outcome);
  });

  it.each([
    ['workspaces', 'eu-south-1', 'not-offered'],
    ['appstream', 'af-south-1', 'not-offered'],
    ['workspaces', 'eu-west-1', 'failed'],
    ['workspaces', 'eu-newest-9', 'failed'],
    ['ds', 'eu-south-1', 'failed'],
    ['iam', 'global', 'failed'],
  ])('no host of %s in %s: %s', (service, region, outcome) => {
    const message = 'getaddrinfo ENOTFOUND';
    const result = refused({ code: 'ENOTFOUND', message, service, region, requests: 6 });
    expect(result).toEqual({
      outcome,
      code: 'ENOTFOUND',
      detail: outcome === 'failed' ? message : `AWS has no ${service} endpoint in ${region}`,
      requests: 6,
    });
  });

  it('keeps the code and counts the requests', () => {
    expect(
      refused({ code: 'Throttling', message: 'Rate exceeded', service: 'iam', region: 'global', requests: 4 }),
    ).toEqual({
      outcome: 'throttled',
      code: 'Throttling',
      detail: 'Rate exceeded',
      requests: 4,
    });
  });
});

describe('details', () => {
  it('do not say who asked', () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/Auditor/jane.doe@example.com is not authorized to perform: ' +
      'ds:DescribeDirectories on resource: * because no identity-based policy allows the ds:DescribeDirectories action';
    expect(detailOf('AccessDeniedException', message)).toBe(
      'the caller is not authorized to perform: ds:DescribeDirectories on resource: * ' +
        'because no identity-based policy allows the ds:DescribeDirectories action',
    );
    expect(detailOf('AccessDenied', 'User: arn:aws-us-gov:iam::111122223333:user/team/jane is not authorized')).toBe(
      'the caller is not authorized',
    );
  });

  it('do not hold addresses', () => {
    expect(detailOf('ResourceNotFoundException', 'User "jane.doe+x@example.com" does not exist')).toBe(
      'User "(address removed)" does not exist',
    );
  });

  it('are one line of limited length', () => {
    expect(detailOf('InternalFailure', ' first\n  second\tthird ')).toBe('first second third');
    expect(detailOf('InternalFailure', 'x'.repeat(1000))).toBe(`${'x'.repeat(299)}…`);
  });

  it('say that credentials expired, whatever the service calls it', () => {
    expect(detailOf('ExpiredTokenException', 'The security token included in the request is expired')).toBe(
      'the credentials expired',
    );
  });

  it('say that a Region which no account can disable stopped accepting the credentials', () => {
    const message = 'The security token included in the request is invalid.';
    const detailIn = (region: string) => {
      const result = refused({
        code: 'UnrecognizedClientException',
        message,
        service: 'workspaces',
        region,
        requests: 1,
      });
      return result.outcome === 'read' ? undefined : result.detail;
    };
    expect(detailIn('eu-west-1')).toBe('AWS stopped accepting the credentials during the scan');
    expect(detailIn('eu-south-1')).toBe(message);
    expect(detailIn('global')).toBe(message);
  });
});

describe('an error text of 200 KB', () => {
  it.each([
    'a'.repeat(200_000),
    'arn:a'.repeat(40_000),
    'User: '.repeat(33_000),
    'a@'.repeat(100_000),
    '('.repeat(200_000),
  ])('is cut and cleaned at once', (message) => {
    const result = refused({ code: 'AccessDenied', message, service: 'iam', region: 'global', requests: 1 });
    expect(result).toMatchObject({ outcome: 'denied', detail: expect.stringMatching(/^.{1,300}$/u) });
  });
});
