import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface MemberTemplate {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

/** A template for member accounts with its parameters filled in; only `Ref`, `Sub` and `GetAtt` are understood. */
export function memberTemplate(name: string, parameters: Readonly<Record<string, string>>): MemberTemplate {
  const path = new URL(`../../infrastructure/member-accounts/${name}.yml`, import.meta.url);
  const customTags = ['Ref', 'Sub', 'GetAtt'].map((tag) => ({
    tag: `!${tag}`,
    resolve: (value: unknown) => ({ [tag]: value }),
  }));
  const template = parse(readFileSync(path, 'utf8'), { customTags }) as MemberTemplate;
  const defaults = Object.fromEntries(Object.entries(template.Parameters).map(([key, { Default }]) => [key, Default]));
  const values: Record<string, string | undefined> = { 'AWS::Partition': 'aws', ...defaults, ...parameters };
  return filled(template, values) as MemberTemplate;
}

function filled(value: unknown, values: Readonly<Record<string, string | undefined>>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, Sub, GetAtt } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return values[Ref] ?? `<${Ref}>`;
  if (typeof GetAtt === 'string') return `<${GetAtt}>`;
  if (typeof Sub === 'string')
    return Sub.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => values[name] ?? `<${name}>`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, values)]));
}
