import type { RuleSource } from '../rule/rule.ts';

/** What is to be read about something, apart from what it is read on: a page on the web or a terminal. */
export interface Document {
  readonly title: string;
  /** What it is about, a line each. */
  readonly summary: readonly string[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly parts: readonly Part[];
}

/** In `text` and `list`, pieces between backticks are code; everything else is plain text without markup. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'commands'; readonly text: string }
  | { readonly kind: 'links'; readonly links: readonly RuleSource[] }
  | { readonly kind: 'cases'; readonly cases: readonly Case[] };

/** An example and what the tool says of it. */
export interface Case {
  readonly name: string;
  readonly messages: readonly string[];
  /** The example itself, as JSON, where it is worth a look. */
  readonly json?: string;
}
