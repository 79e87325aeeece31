import type { Fact } from '../model/fact.ts';
import type { Role, Snapshot } from '../model/snapshot.ts';

/** An ARN of something to stream, wherever it stands in a policy. */
const target = /arn:[\w-]+:(?:workspaces|appstream):([a-z0-9-]+):(\d{12}|\*|):(?:directory|stack)\//g;

/** The Regions of the directories and stacks that the policies of roles specify; those of other accounts do not count. */
export function policyRegions(roles: Fact<readonly Role[]>, account: Snapshot['account']): readonly string[] {
  if (roles.state !== 'known') return [];
  const documents = new Set(
    roles.value
      .filter(({ trust }) => trust.state === 'known' && JSON.stringify(trust.value).includes(':saml-provider/'))
      .flatMap(({ policies }) => (policies.state === 'known' ? policies.value : []))
      .flatMap(({ document }) => (document.state === 'known' ? [document.value] : [])),
  );
  const regions = [...documents].flatMap((document) =>
    [...JSON.stringify(document).matchAll(target)].flatMap(([, region = '', owner = '']) =>
      owner === account.id || owner === '*' || owner === '' ? [region] : [],
    ),
  );
  return [...new Set(regions)].toSorted();
}
