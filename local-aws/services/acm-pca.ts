import { calls } from '../../lib/collect/calls.ts';
import { requiredText } from './input.ts';
import { fileOf, listing } from './listing.ts';
import type { Service, ServiceCall } from './service.ts';

// https://docs.aws.amazon.com/privateca/latest/APIReference/API_ListTags.html (MaxResults)
const listTags = listing({
  list: fileOf(calls.listTags).list,
  file: (call) => `${fileOf(calls.listTags).file}.${uuid(call)}`,
  pages: { usual: 50, most: 1000 },
  pageSize: 'MaxResults',
});

export const acmPca: Service = {
  scope: 'regional',
  target: 'ACMPrivateCA',
  timestamps: new Set(['CreatedAt', 'LastStateChangeAt', 'NotBefore', 'NotAfter', 'RestorableUntil']),
  operations: {
    DescribeCertificateAuthority: {
      inputs: ['CertificateAuthorityArn'],
      answer: (call) => call.folder.read(`${fileOf(calls.describeCertificateAuthority).file}.${uuid(call)}`),
    },
    ListTags: { ...listTags, inputs: [...listTags.inputs, 'CertificateAuthorityArn'] },
  },
};

/** `arn:aws:acm-pca:<region>:<account>:certificate-authority/<uuid>` */
const uuid = ({ input }: ServiceCall): string => requiredText(input, 'CertificateAuthorityArn').split('/').at(-1) ?? '';
