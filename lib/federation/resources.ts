import type { Fact } from '../model/fact.ts';
import type { PolicyVersion } from '../policy/document.ts';
import { matchArnTokens } from '../policy/condition.ts';
import { actionMatches, completeArn, type NamedDocument } from '../policy/evaluate.ts';
import { representatives, type TextPattern } from '../policy/representatives.ts';
import { resourceTokens } from '../policy/resource-variables.ts';
import type { Choices, Resources, Spend } from '../policy/search.ts';
import { globTokens, type Token } from '../policy/wildcard.ts';
import type { Account } from './account.ts';
import { resourceKind } from './streamable.ts';
import { streamAction, type Service, type StreamGrant } from './stream-role.ts';

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
  spend: Spend = () => undefined,
): Covered {
  const written = resourceTokens(pattern, version);
  if (written.every(isChar)) return { resources: [fill(written)], complete: true };
  const { partition, id, regions } = account;
  const kind = resourceKind[service];
  const wanted = completed(written);
  const others = resourcePatterns(documents, service).filter((tokens) => tokens.some(({ kind }) => kind !== 'many'));
  // Parts of an ARN are compared one by one, so they can be told apart one by one.
  const told = [wanted, ...others];
  const region = representatives(told.map(part(3)), regions, { spend });
  const name = representatives(
    [...told.map(part(5)), { tokens: globTokens(`${kind}/?*`), ignoreCase: false }],
    [`${kind}/any`],
    { spend },
  );
  const made = region.values.flatMap((region) =>
    name.values.map((name) => `arn:${partition}:${service}:${region}:${id}:${name}`),
  );

  const distinct = new Map<string, string>();
  const ofAccount = globTokens(`arn:${partition}:${service}:*:${id}:${kind}/?*`);
  for (const arn of [...realArns(account, service), ...made]) {
    spend((others.length + 1) / 8);
    if (matchArnTokens(wanted, arn) !== true || matchArnTokens(ofAccount, arn) !== true) continue;
    const key = others.map((tokens) => (matchArnTokens(tokens, arn) === true ? '1' : '0')).join('');
    if (!distinct.has(key)) distinct.set(key, arn);
  }
  return {
    resources: distinct.size === 0 ? [fill(written)] : [...distinct.values()],
    complete: region.complete && name.complete,
  };
}

/** As `coveredResources` of several patterns, worked out only where the familiar ones do not settle a question. */
export function choicesOf(
  account: Account,
  service: Service,
  patterns: readonly string[],
  version: PolicyVersion | undefined,
  documents: readonly NamedDocument[],
): Resources {
  const { partition, id, regions } = account;
  const typical = regions.map((region) => `arn:${partition}:${service}:${region}:${id}:${resourceKind[service]}/any`);
  const first = patterns.flatMap((pattern) => {
    const written = resourceTokens(pattern, version);
    if (written.every(isChar)) return [fill(written)];
    return [...realArns(account, service), ...typical].filter(
      (arn) => matchArnTokens(completed(written), arn) === true,
    );
  });
  let made: { readonly choices: Choices; readonly steps: number } | undefined;
  return {
    first,
    all: (spend = () => undefined) => {
      if (made !== undefined) {
        spend(made.steps);
        return made.choices;
      }
      let steps = 0;
      const count: Spend = (more) => {
        steps += more;
        spend(more);
      };
      const all = patterns.map((pattern) => coveredResources(account, service, pattern, version, documents, count));
      const choices = {
        values: [...new Set(all.flatMap(({ resources }) => resources))],
        complete: all.every(({ complete }) => complete),
      };
      made = { choices, steps };
      return choices;
    },
  };
}

/** One part of an ARN pattern, counted from 0; the last keeps its colons. */
const part =
  (wanted: number) =>
  (tokens: readonly Token[]): TextPattern => {
    let at = 0;
    const found = tokens.filter((token) => {
      if (at === 5 || token.kind !== 'char' || token.char !== ':') return at === wanted;
      at += 1;
      return false;
    });
    return { tokens: at < 5 ? [{ kind: 'many' }] : found, ignoreCase: false };
  };

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
