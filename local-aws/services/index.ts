import { acmPca } from './acm-pca.ts';
import { appstream } from './appstream.ts';
import { cloudtrail } from './cloudtrail.ts';
import { ds } from './ds.ts';
import { iam } from './iam.ts';
import type { Service } from './service.ts';
import { sts } from './sts.ts';
import { workspaces } from './workspaces.ts';

/** The services answered out of the export, by the name in the credential scope of a signature. */
export const services: Readonly<Record<string, Service>> = {
  'acm-pca': acmPca,
  appstream,
  cloudtrail,
  ds,
  iam,
  sts,
  workspaces,
};
