import { createHash } from 'node:crypto';

/** What `saml:namequalifier` holds: Base64 of a SHA-1 hash of issuer, account, and provider name. */
export interface NameQualifier {
  /** As the pseudo-code of the IAM User Guide makes it ("SAML 2.0 federation"). */
  readonly documented: string;
  /** As its table of condition keys describes it in words, with one more slash. */
  readonly described: string;
}

export const nameQualifier = (issuer: string, accountId: string, providerName: string): NameQualifier => ({
  documented: hash(`${issuer}${accountId}/${providerName}`),
  described: hash(`${issuer}/${accountId}/${providerName}`),
});

/** A SHA-1 hash in Base64: anything else is never the value of the key. */
export const hasNameQualifierForm = (value: string): boolean => /^[A-Za-z0-9+/]{27}=$/.test(value);

const hash = (text: string): string => createHash('sha1').update(text).digest('base64');
