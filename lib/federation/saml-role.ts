import type { Unreadable } from '../model/fact.ts';
import type { Role } from '../model/snapshot.ts';
import { parsePolicy } from '../policy/document.ts';
import type { NamedDocument } from '../policy/evaluate.ts';
import { parseFact } from './stream-role.ts';
import { trustedProviders } from './trust.ts';

/** A role of any purpose that a SAML provider signs in to, with those of its policies that could be read. */
export interface SamlRole {
  readonly providers: readonly string[];
  readonly documents: readonly NamedDocument[];
  /** The first policy that could not be read, or all of them. */
  readonly unread?: Unreadable;
}

/** `undefined` for a role without SAML trust, and for one whose trust policy cannot be read: this claims nothing. */
export function asSamlRole(role: Role): SamlRole | undefined {
  if (role.trust.state !== 'known') return undefined;
  const trust = parsePolicy(role.trust.value);
  if (!trust.ok) return undefined;
  const providers = trustedProviders(trust.document);
  if (providers.length === 0) return undefined;
  if (role.policies.state === 'unreadable') return { providers, documents: [], unread: role.policies };
  const facts = (role.policies.state === 'known' ? role.policies.value : []).map(({ name, document }) => ({
    name,
    document: parseFact(document, `policy ${name} of role ${role.name}`),
  }));
  const documents = facts.flatMap(({ name, document }) =>
    document.state === 'known' ? [{ name, document: document.value }] : [],
  );
  const unread = facts.map(({ document }) => document).find((document) => document.state === 'unreadable');
  return { providers, documents, ...(unread?.state === 'unreadable' ? { unread } : {}) };
}
