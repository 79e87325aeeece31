import { matchGlob } from '../policy/wildcard.ts';
import { allAudiences, signInAudiences } from '../saml/audiences.ts';

/**
 * Audiences to try against a trust policy that compares them with these texts: the usual sign-in URLs, and of the other
 * Regions' URLs, an undocumented path and a stranger's URL the first two of each kind that the texts tell apart. Without
 * them a pattern such as `https://ap-*.signin.aws.amazon.com/saml` would seem to let no sign-in URL in, or only one.
 */
export function audienceSeeds(
  partition: string,
  providerUuid: string | undefined,
  compared: readonly string[],
): readonly string[] {
  const key = JSON.stringify([partition, providerUuid, compared]);
  const known = solved.get(key);
  if (known !== undefined) return known;
  const seeds = solve(partition, providerUuid, compared);
  if (solved.size >= solvedLimit) solved.clear();
  solved.set(key, seeds);
  return seeds;
}

/** The roles of an account compare the audience with the same few texts. */
const solved = new Map<string, readonly string[]>();
const solvedLimit = 1000;

function solve(partition: string, providerUuid: string | undefined, compared: readonly string[]): readonly string[] {
  const usual = signInAudiences(partition);
  const [first] = usual;
  const own = (url: string) => (providerUuid === undefined ? [] : [`${url}/acs/${providerUuid}`]);
  const seeds = [...usual, ...(first === undefined ? [] : own(first))];
  const kind = (url: string) => compared.map((text) => matchGlob(text, url) || text === url).join();
  const seen = new Map<string, number>();
  for (const url of seeds) seen.set(kind(url), 2);
  const elsewhere = first === undefined ? [] : [`${first}-elsewhere`];
  const everywhere = allAudiences(partition).flatMap((url) => [url, ...own(url)]);
  for (const url of [...everywhere, ...elsewhere, 'https://idp.example.com/saml']) {
    const alike = seen.get(kind(url)) ?? 0;
    if (alike >= 2) continue;
    seen.set(kind(url), alike + 1);
    seeds.push(url);
  }
  return seeds;
}
