/** What is read about one role after a change, where a whole scan lists all roles at once. */
const roleCalls = {
  getRole: 'GetRole',
  listRolePolicies: 'ListRolePolicies',
  getRolePolicy: 'GetRolePolicy',
  listAttachedRolePolicies: 'ListAttachedRolePolicies',
  getPolicy: 'GetPolicy',
  getPolicyVersion: 'GetPolicyVersion',
} as const;

/** The IAM actions that these calls need, sorted. */
export const changeActions: readonly string[] = Object.values(roleCalls)
  .map((operation) => `iam:${operation}`)
  .toSorted();
