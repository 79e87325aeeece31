import type { Fact } from '../model/fact.ts';
import type { PolicyVersion } from '../policy/document.ts';
import { actionMatches, completeArn, type NamedDocument } from '../policy/evaluate.ts';
import { representatives } from '../policy/representatives.ts';
import { resourceTokens } from '../policy/resource-variables.ts';
import { globTokens, matchTokens, type Token } from '../policy/wildcard.ts';
import type { Account } from './account.ts';
import { streamAction, type Service, type StreamGrant } from './stream-role.ts';

/** What a Stream action is authorised on (Service Authorization Reference, domain-facts 1.7 and 2.6). */
export const resourceKind: Readonly<Record<Service, 'directory' | 'stack'>> = {
  workspaces: 'directory',
  appstream: 'stack',
};

export interface Covered {
  readonly resources: readonly string[];
  /** False: the patterns were too many to tell apart, so what no listed resource shows may still exist. */
  readonly complete: boolean;
}

/** The patterns a grant speaks about: everything, where it only says what it leaves out. */
export const grantPatterns = ({ statement: { resources } }: StreamGrant): readonly string[] =>
  resources === undefined || resources.negated ? ['*'] : resources.patterns;

/**
 * Directories or stacks of the account that a `Resource` pattern covers: one for each set of them that the documents
 * can tell apart, a real one where there is one. An ARN without wildcards stands for itself, whatever it names.
 */
export function coveredResources(
  account: Account,
  service: Service,
  pattern: string,
  version: PolicyVersion | undefined,
  documents: readonly NamedDocument[],
): Covered {
  const written = resourceTokens(pattern, version);
  if (written.every(isChar)) return { resources: [fill(written)], complete: true };
  const wanted = completed(written);
  const kind = resourceKind[service];
  const ofAccount = globTokens(`arn:${account.partition}:${service}:*:${account.id}:${kind}/*`);
  const others = resourcePatterns(documents, service).filter((tokens) => tokens.some(({ kind }) => kind !== 'many'));
  const typical = `arn:${account.partition}:${service}:${account.regions[0] ?? 'us-east-1'}:${account.id}:${kind}/any`;
  const familiar = [...realArns(account, service), typical, fill(wanted)];
  const differ = others.some((tokens) => fill(tokens) !== fill(wanted));
  const { values, complete } = differ
    ? representatives(
        [wanted, ofAccount, ...others].map((tokens) => ({ tokens, ignoreCase: false })),
        familiar,
      )
    : { values: familiar, complete: true };

  const byOthers = new Map<string, string>();
  for (const arn of values) {
    if (!matchTokens(wanted, arn) || !matchTokens(ofAccount, arn)) continue;
    const told = others.map((tokens) => (matchTokens(tokens, arn) ? '1' : '0')).join('');
    if (!byOthers.has(told)) byOthers.set(told, arn);
  }
  return { resources: byOthers.size === 0 ? [fill(written)] : [...byOthers.values()], complete };
}

/** Every pattern that a statement about the Stream action names or leaves out. */
const resourcePatterns = (documents: readonly NamedDocument[], service: Service): (readonly Token[])[] =>
  documents.flatMap(({ document }) =>
    document.statements
      .filter((statement) => actionMatches(statement, streamAction(service)))
      .flatMap(({ resources }) =>
        (resources?.patterns ?? []).map((pattern) => completed(resourceTokens(pattern, document.version))),
      ),
  );

/** A bare `*` is everything; an ARN with too few parts has `*` for the others. */
const completed = (tokens: readonly Token[]): readonly Token[] =>
  tokens.every(({ kind }) => kind === 'many') ? tokens : completeArn(tokens);

const isChar = (token: Token): boolean => token.kind === 'char';

const fill = (tokens: readonly Token[]): string =>
  tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'one' ? '0' : 'any')).join('');

const realArns = (account: Account, service: Service): readonly string[] =>
  account.regions.flatMap((region) =>
    knownArns(service === 'workspaces' ? account.directories(region) : account.stacks(region)),
  );

const knownArns = (fact: Fact<readonly { readonly arn: string }[]>): readonly string[] =>
  fact.state === 'known' ? fact.value.map(({ arn }) => arn) : [];
