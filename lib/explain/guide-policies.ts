import { guideAppstreamPolicy, guideTrust, guideWorkspacesPolicy } from './example.ts';

/** The policies of the guides, by the name that stands for them in examples. */
export const guidePolicies = {
  'trust policy of the guides': guideTrust,
  'WorkSpaces policy of the guide': guideWorkspacesPolicy,
  'AppStream policy of the guide': guideAppstreamPolicy,
} as const;

const names = new Map(Object.entries(guidePolicies).map(([name, policy]) => [JSON.stringify(policy), `<${name}>`]));

/** The value with the name of a policy of the guides in place of each that is exactly such a policy. */
export function withGuidePoliciesNamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const name = names.get(JSON.stringify(value));
  if (name !== undefined) return name;
  if (Array.isArray(value)) return value.map(withGuidePoliciesNamed);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withGuidePoliciesNamed(member)]));
}
