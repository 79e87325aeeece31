import type { Service } from './service.ts';

export const sts: Service = {
  scope: 'global',
  target: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  timestamps: new Set(),
  operations: {
    GetCallerIdentity: {
      inputs: [],
      answer({ root }) {
        const { UserId, Account, Arn } = root.read('account');
        return { UserId, Account, Arn };
      },
    },
  },
};
