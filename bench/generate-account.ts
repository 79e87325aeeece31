import okta from '../examples/demo-account/global/iam.get-saml-provider.ExampleOkta.json' with { type: 'json' };
import { generateRegion } from './generate-region.ts';
import { generateRoles } from './generate-roles.ts';
import { account, numbered, providerArn, providerName, regions } from './names.ts';
import { seededRandom } from './random.ts';

export interface AccountSize {
  readonly roles: number;
  /** The same seed and size give the same account, byte by byte. */
  readonly seed: number;
}

const providerCount = 20;
const regionSize = { directories: 8, stacks: 8, workspaces: 10 };

/**
 * An account export in memory, from a path inside the folder to what that file holds: 20 providers, three Regions with
 * directories and stacks, one customer managed policy for every ten roles.
 */
export function generateAccount({ roles, seed }: AccountSize): Readonly<Record<string, unknown>> {
  const providers = numbered(providerCount, providerName);
  const { CreateDate, ValidUntil } = okta;
  return {
    'account.json': {
      UserId: 'AROAEXAMPLEEXAMPLEEXA:bench',
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/SecurityAudit/bench`,
    },
    'global/iam.list-saml-providers.json': {
      SAMLProviderList: providers.map((name) => ({ Arn: providerArn(name), ValidUntil, CreateDate })),
    },
    ...Object.fromEntries(providers.map((name) => [`global/iam.get-saml-provider.${name}.json`, okta])),
    ...generateRoles(roles, {
      random: seededRandom(seed),
      providers,
      directoriesPerRegion: regionSize.directories,
      stacksPerRegion: regionSize.stacks,
    }),
    ...Object.assign({}, ...regions.map((region) => generateRegion(region, regionSize))),
  };
}
