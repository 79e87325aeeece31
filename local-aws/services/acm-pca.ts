import { requiredText } from './input.ts';
import { listing } from './listing.ts';
import type { Service, ServiceCall } from './service.ts';

// https://docs.aws.amazon.com/privateca/latest/APIReference/API_ListTags.html (MaxResults)
const listTags = listing({
  file: (call) => `acm-pca.list-tags.${uuid(call)}`,
  list: 'Tags',
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
      answer: (call) => call.folder.read(`acm-pca.describe-certificate-authority.${uuid(call)}`),
    },
    ListTags: { ...listTags, inputs: [...listTags.inputs, 'CertificateAuthorityArn'] },
  },
};

/** `arn:aws:acm-pca:<region>:<account>:certificate-authority/<uuid>` */
const uuid = ({ input }: ServiceCall): string => requiredText(input, 'CertificateAuthorityArn').split('/').at(-1) ?? '';
