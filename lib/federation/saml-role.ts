import type { Role } from '../model/snapshot.ts';
import { parsePolicy } from '../policy/document.ts';
import type { NamedDocument } from '../policy/evaluate.ts';
import { trustedProviders } from './trust.ts';

/** A role of any purpose that a SAML provider signs in to, with those of its policies that could be read. */
export interface SamlRole {
  readonly providers: readonly string[];
  readonly documents: readonly NamedDocument[];
}

/** `undefined` for a role without SAML trust, and for one whose trust policy cannot be read: this claims nothing. */
export function asSamlRole(role: Role): SamlRole | undefined {
  if (role.trust.state !== 'known') return undefined;
  const trust = parsePolicy(role.trust.value);
  if (!trust.ok) return undefined;
  const providers = trustedProviders(trust.document);
  if (providers.length === 0) return undefined;
  const policies = role.policies.state === 'known' ? role.policies.value : [];
  const documents = policies.flatMap(({ name, document }) => {
    const parsed = document.state === 'known' ? parsePolicy(document.value) : undefined;
    return parsed?.ok === true ? [{ name, document: parsed.document }] : [];
  });
  return { providers, documents };
}
