import { parseArn } from '../model/arn.ts';
import type { ReadRequest, ReadResult } from '../model/ports.ts';
import { callName, callOf } from './calls.ts';
import { keptOf, type KeptMembers, pagingMembers } from './kept.ts';
import { withoutPeopleInMetadata } from './metadata-people.ts';
import { withoutPeople } from './people.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { isRecord } from './shape.ts';

type Members = Readonly<Record<string, unknown>>;
type Scrubber = (answer: Members) => Members;

/**
 * The answer without what nobody needs to evaluate it: only what the table of calls keeps stays, and user pool users become
 * pseudonyms. Every source hands on scrubbed answers only, and every recorder writes only such; scrubbing twice changes
 * nothing.
 */
export function scrub(request: ReadRequest, result: ReadResult, pseudonyms: Pseudonyms): ReadResult {
  if (result.outcome !== 'read') return result;
  const value = scrubbers[callName(request)]?.(result.value) ?? result.value;
  return { ...result, value: answerOf(value, callOf(request).keeps, pseudonyms) };
}

/**
 * Some services answer with nothing at all where a list is empty. So of an answer to another call the names of its
 * members stay, or it would be taken for such an answer.
 */
function answerOf(answer: Members, members: KeptMembers, pseudonyms: Pseudonyms): Members {
  const paging = Object.fromEntries(pagingMembers.map((name) => [name, 'value'] as const));
  const own = keptOf(answer, { ...members, ...paging }, pseudonyms);
  const isAbout = Object.keys(members).some((name) => Object.hasOwn(answer, name));
  const others = isAbout ? [] : Object.keys(answer).filter((name) => !pagingMembers.includes(name));
  return { ...(isRecord(own) ? own : {}), ...Object.fromEntries(others.map((name) => [name, null])) };
}

const scrubbers: Readonly<Record<string, Scrubber>> = {
  // The caller's ARN ends with a user or session name; account and partition are all that is needed.
  'sts:GetCallerIdentity': (answer) => ({ ...answer, Arn: rootArn(answer['Arn']) }),
  'iam:GetAccountAuthorizationDetails': (answer) => {
    const needed = neededTag(answer);
    return {
      ...answer,
      ...each(answer, 'RoleDetailList', (role) => ({ ...role, ...each(role, 'Tags', needed) })),
      ...each(answer, 'Policies', (policy) => ({ ...policy, ...defaultVersion(policy) })),
    };
  },
  'iam:GetSAMLProvider': (answer) => ({
    ...answer,
    ...text(answer, 'SAMLMetadataDocument', withoutPeopleInMetadata),
  }),
  'workspaces:DescribeWorkspaceDirectories': (answer) => ({
    ...answer,
    ...each(answer, 'Directories', (directory) => ({
      ...directory,
      ...text(directory, 'ErrorMessage', withoutPeople),
    })),
  }),
};

/** The list `name` with each object in it changed, or the object in its place; nothing when there is neither. */
function each(members: Members, name: string, change: (item: Members) => Members): Members {
  const items = members[name];
  if (isRecord(items)) return { [name]: change(items) };
  return Array.isArray(items) ? { [name]: items.map((item) => (isRecord(item) ? change(item) : item)) } : {};
}

function text(members: Members, name: string, change: (value: string) => string): Members {
  const value = members[name];
  return typeof value === 'string' ? { [name]: change(value) } : {};
}

/** A value that a tag can have, and that says what it is where a report shows it. */
const leftOut = 'left out';

/** A tag's value is often a person. It is needed only where a policy compares that tag with something. */
function neededTag(answer: Members): (tag: Members) => Members {
  const policies = JSON.stringify(answer).toLowerCase();
  const known = new Map<string, boolean>();
  const isCompared = (key: string): boolean => {
    const is = known.get(key) ?? ['tag/', 'tag%2f'].some((start) => policies.includes(start + key.toLowerCase()));
    known.set(key, is);
    return is;
  };
  return (tag) => (typeof tag['Key'] === 'string' && isCompared(tag['Key']) ? tag : { ...tag, Value: leftOut });
}

/** Versions that are not in force decide nothing. */
function defaultVersion({ PolicyVersionList: versions, DefaultVersionId: id }: Members): Members {
  if (!Array.isArray(versions)) return {};
  const isDefault = (version: unknown): boolean =>
    !isRecord(version) || version['IsDefaultVersion'] === true || version['VersionId'] === id;
  return { PolicyVersionList: versions.filter(isDefault) };
}

function rootArn(arn: unknown): unknown {
  const parts = typeof arn === 'string' ? parseArn(arn) : undefined;
  return parts === undefined ? undefined : `arn:${parts.partition}:iam::${parts.account}:root`;
}
