import { describe, expect, it } from 'vitest';
import { recogniseSignInError, signInErrors, userSees } from '../../../lib/saml/sign-in-errors.ts';

const keys = (text: string) => recogniseSignInError(text).map(({ key }) => key);

describe('recogniseSignInError', () => {
  it.each(signInErrors.filter(({ kind }) => kind === 'literal').map(({ key, text }) => [key, text]))(
    'recognises %s by its own text',
    (key, text) => {
      expect(keys(text)).toEqual([key]);
    },
  );

  it.each([
    [
      'Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: 0f). Please try again.',
      'not-authorized',
    ],
    ['User is not authorized to perform: sts:AssumeRoleWithSAML', 'not-authorized'],
    ['AccessDenied', 'not-authorized'],
    [
      "Error: Specified provider doesn't exist (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlManifestNotFoundException)",
      'provider-missing',
    ],
    ['specified provider doesn’t exist', 'provider-missing'],
    ['Specified provider does not exist', 'provider-missing'],
    ['RESPONSE SIGNATURE\n INVALID', 'signature-invalid'],
    ['Invalid redirect URI', 'redirect-uri'],
    ['Your request included an invalid SAML response.', 'invalid-response'],
    ['ExpiredTokenException', 'expired'],
    ['Users get disconnected every 60 minutes', 'hourly-disconnect'],
    ['You are not authorized to access this resource.', 'not-authorized-to-stream'],
    ['"Unable to validate tags”', 'tags-not-validated'],
  ])('recognises %j', (text, key) => {
    expect(keys(text)).toEqual([key]);
  });

  it('lists every error that shares a code, when there is nothing but the code', () => {
    expect(keys('Error code: InvalidIdentityToken')).toEqual([
      'signature-invalid',
      'provider-missing',
      'session-name-required',
      'session-name-malformed',
      'source-identity-malformed',
    ]);
  });

  it('recognises nothing in another text', () => {
    expect(keys('The printer is on fire')).toEqual([]);
    expect(keys('')).toEqual([]);
  });
});

describe('userSees', () => {
  it('quotes what AWS prints, and describes what AWS describes', () => {
    expect(userSees('not-authorized')).toBe(
      '"Not authorized to perform sts:AssumeRoleWithSAML" (403, AccessDenied) on the AWS sign-in page',
    );
    expect(userSees('hourly-disconnect')).toBe('Users are disconnected from their session every 60 minutes');
  });
});
