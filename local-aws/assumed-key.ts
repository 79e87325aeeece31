/** The access key that AWS STS gives here for a role of the account. */
export const assumedKey = (accountId: string): string => `ASIA${accountId}`;
