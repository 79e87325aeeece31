import type { Fact } from '../model/fact.ts';
import type { Fleet, Snapshot, Stack } from '../model/snapshot.ts';
import type { Endpoint } from './endpoint.ts';
import { nearest } from '../text/nearest.ts';
import { found, listOf, problem, undetermined, whyUnread, type PartResult } from './findings.ts';
import type { Values } from './parameters.ts';

export function judgeAccountId(values: Values, snapshot: Snapshot): PartResult {
  const accountId = values.get('accountId');
  const { id } = snapshot.account;
  const wrong = (message: string): PartResult =>
    found(problem('accountId', 'high', message, { actual: accountId ?? '', expected: id }));
  if (accountId === undefined || accountId === '')
    return wrong('The account id is missing, and the endpoint requires it.');
  if (accountId === id) return found();
  if (!/^\d{12}$/.test(accountId)) return wrong('The account id is not 12 digits without anything between them.');
  return wrong(`The account id is not that of this account, ${id}.`);
}

const stacksOf = (snapshot: Snapshot, region: string | undefined): Fact<readonly Stack[]> | undefined =>
  region === undefined ? undefined : snapshot.byRegion[region]?.stacks;

export interface JudgedStack {
  /** The stack of exactly this name. */
  readonly stack?: Stack;
  /** The stack that was probably meant instead. */
  readonly meant?: Stack;
  readonly result: PartResult;
}

/** Judges the stack's name against the stacks of the account. */
export function judgeStack(values: Values, { region, undocumented }: Endpoint, snapshot: Snapshot): JudgedStack {
  const name = values.get('stack');
  const fact = stacksOf(snapshot, region);
  if (name === undefined || name === '') return { result: judgeCatalog(values, region, fact) };
  const here = listOf(fact);
  const stack = here.find((candidate) => candidate.name === name);
  if (stack !== undefined) return { stack, result: judgeFleets(stack) };

  const wrong = (message: string, expected: string): PartResult =>
    found(problem('stack', 'high', message, { actual: name, expected }));
  const elsewhere = snapshot.regions
    .filter((other) => other !== region)
    .flatMap((other) => listOf(stacksOf(snapshot, other)));
  const cased = here.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (cased !== undefined) {
    return {
      meant: cased,
      result: wrong('The stack differs in letter case, and names of stacks are case-sensitive.', cased.name),
    };
  }
  const names = here.map((candidate) => candidate.name);
  const expected = names.length > 0 && names.length <= 5 ? names.join(' or ') : 'the name of a stack in this Region';
  const others = elsewhere.filter((candidate) => candidate.name === name);
  const [other] = others;
  if (region === undefined) {
    return other !== undefined && others.length === 1 ? { stack: other, result: found() } : { result: found() };
  }
  const unread = whyUnread('stacks', region, fact);
  // A Region for which AWS documents no endpoint, and a stack that is elsewhere: the Region is wrong.
  if (unread !== undefined && (other === undefined || undocumented !== true)) {
    const where = other === undefined ? '' : ` Stack ${name} exists in ${others.map((one) => one.region).join(', ')}.`;
    return { result: undetermined('stack', `${unread}${where}`, { actual: name, expected }) };
  }
  if (other !== undefined) {
    const regions = others.map((candidate) => candidate.region).join(' or ');
    return {
      ...(others.length === 1 ? { stack: other } : {}),
      result: found(
        problem('region', 'high', `Stack ${name} is in ${regions}, not in ${region}.`, {
          actual: region,
          expected: regions,
        }),
        ...(names.length === 0
          ? []
          : [problem('stack', 'high', `No stack in ${region} has this name.`, { actual: name, expected })]),
      ),
    };
  }
  if (/^<.*>$|^\{.*\}$|^\[.*\]$/.test(name))
    return { result: wrong('The stack is still a placeholder of a template.', expected) };
  const near = nearest(name.trim(), names);
  const meant = here.find((candidate) => candidate.name === near);
  return {
    ...(meant === undefined ? {} : { meant }),
    result: wrong(`No stack in ${region} has this name.`, near ?? expected),
  };
}

/** A stack that has no fleet is the scan's business: the URL is right, and there is nothing to start. */
function judgeFleets(stack: Stack): PartResult {
  if (stack.fleets.state === 'unreadable' || listOf(stack.fleets).length > 0) return found();
  const message = `Stack ${stack.name} has no associated fleet, so that there is nothing to start.`;
  return found(problem('stack', 'informational', message, { actual: stack.name, expected: 'a stack with a fleet' }));
}

/** Without a stack, the URL opens the catalog of all stacks that the user is entitled to (AppStream guide, Step 6). */
function judgeCatalog(
  values: Values,
  region: string | undefined,
  fact: Fact<readonly Stack[]> | undefined,
): PartResult {
  const stacks = listOf(fact);
  const expected =
    stacks.length > 0 && stacks.length <= 5 ? stacks.map(({ name }) => name).join(' or ') : 'the name of a stack';
  const compared = { actual: values.get('stack') ?? '', expected };
  if (values.get('stack') === '') return found(problem('stack', 'high', 'The name of the stack is empty.', compared));
  if (values.has('app')) {
    return found(problem('stack', 'high', 'The stack is missing, and the URL names an application of it.', compared));
  }
  if (region === undefined) return found();
  const unread = whyUnread('stacks', region, fact);
  if (unread !== undefined) return undetermined('stack', unread, compared);
  if (stacks.some(({ entitlements }) => listOf(entitlements).length > 0)) return found();
  if (stacks.some(({ entitlements }) => entitlements.state === 'unreadable')) {
    return undetermined(
      'stack',
      'A URL without a stack needs entitlements, and those of some stacks could not be read.',
      compared,
    );
  }
  return found(
    problem(
      'stack',
      'high',
      `The stack is missing. Without it, the URL opens a catalog that needs entitlements, and no stack in ${region} has any.`,
      compared,
    ),
  );
}

/** `Desktop` opens the desktop of a fleet; every other value is the name of an application, which this tool does not read. */
export function judgeApp(values: Values, stack: Stack | undefined, snapshot: Snapshot): PartResult {
  const app = values.get('app');
  if (app === undefined) return found();
  const wrong = (severity: 'high' | 'medium', message: string, expected: string): PartResult =>
    found(problem('app', severity, message, { actual: app, expected }));
  if (app.trim() === '')
    return wrong('medium', 'The name of the application is empty.', 'the name of an application, or Desktop');
  if (/^<.*>$|^\{.*\}$|^\[.*\]$/.test(app))
    return wrong(
      'high',
      'The application is still a placeholder of a template.',
      'the name of an application, or Desktop',
    );
  if (app !== 'Desktop' && app.toLowerCase() === 'desktop')
    return wrong('high', 'Desktop is written with a capital D; names of applications are case-sensitive.', 'Desktop');
  if (stack === undefined) return found();
  if (app === 'Desktop') return judgeDesktop(stack, snapshot);
  return undetermined('app', `Whether stack ${stack.name} has an application of this name is not read.`, {
    actual: app,
    expected: 'the name of an application in the catalog of the stack',
  });
}

function judgeDesktop(stack: Stack, snapshot: Snapshot): PartResult {
  const fleets: Fact<readonly Fleet[]> | undefined = snapshot.byRegion[stack.region]?.fleets;
  const compared = { actual: 'Desktop', expected: 'a fleet with the Desktop view, or no app parameter' };
  if (stack.fleets.state === 'unreadable' || fleets === undefined || fleets.state === 'unreadable') {
    return undetermined(
      'app',
      `The fleets of stack ${stack.name} could not be read, so that their view is unknown.`,
      compared,
    );
  }
  const own = listOf(fleets).filter(({ name }) => listOf(stack.fleets).includes(name));
  if (own.some(({ streamView }) => streamView === 'DESKTOP')) return found();
  if (own.some(({ streamView }) => streamView === undefined)) {
    return undetermined('app', `The view of a fleet of stack ${stack.name} was not in the answer of AWS.`, compared);
  }
  return found(
    problem(
      'app',
      'high',
      `app=Desktop needs a fleet with the Desktop view, and stack ${stack.name} has none.`,
      compared,
    ),
  );
}
