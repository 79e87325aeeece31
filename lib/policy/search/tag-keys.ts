import { fits, representatives } from '../representatives.ts';
import { growSets, usefulOptions, type Options } from './effects.ts';
import { mentionsOf, patternsOf } from './mentions.ts';
import { slotOfTag, tagKeysSlot, type State } from './state.ts';
import type { Task } from './task.ts';

/**
 * `aws:TagKeys` is not free: it lists the names of the tags that are there, which are settled before it. Names that
 * nothing else looks at can come or not; `aws:RequestTag/…` ignores letter case, `aws:TagKeys` shows it.
 */
export function tagKeyOptions(task: Task, state: State): Options {
  const compared = mentionsOf(task, state, tagKeysSlot).bySlot.get(tagKeysSlot) ?? [];
  const patterns = patternsOf(compared, (phase) => task.contextOf(phase, state.known));
  const { values, complete } = representatives(patterns, ['UnlistedTag'], { spend: task.spend });
  const { domains, tagNames } = task.question;
  const free = values.filter((name) => !state.known.has(slotOfTag(name)) && fits(name, tagNames));
  const spellings = [...state.tags].map(([tag, name]) =>
    domains.get(tag)?.tagName === undefined
      ? [...new Set([name, ...values.filter((other) => slotOfTag(other) === tag), otherCase(name)])]
      : [name],
  );
  const bases = spellings.reduce<readonly (readonly string[])[]>(
    (sets, names) => sets.flatMap((set) => names.map((name) => [...set, name])).slice(0, spellingLimit),
    [[]],
  );
  const grown = bases.map((base) => growSets(task, state, tagKeysSlot, base, free, slotOfTag));
  const options = bases.flatMap((base, at) => [base.length === 0 ? null : base, ...(grown[at]?.sets ?? [])]);
  return usefulOptions(
    task,
    state,
    tagKeysSlot,
    options,
    complete && bases.length < spellingLimit
      ? grown.some(({ clash }) => clash)
        ? 'its conditions distinguish tag keys by letter case'
        : undefined
      : 'the tag keys are too many to try them all',
  );
}

/** Combinations of spellings that are tried. */
const spellingLimit = 64;

const otherCase = (name: string): string =>
  [...name].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('');
