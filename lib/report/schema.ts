import * as z from 'zod/mini';
import { type ChangeKind, changeKinds } from '../model/change.ts';
import { type Framework, frameworks } from '../model/control.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import { effects, severities } from '../model/finding.ts';
import { type ResourceType, resourceTypes } from '../model/resource-types.ts';
import { unreadReasons } from '../model/fact.ts';
import { pathStatuses, stepNames } from '../model/path.ts';

/**
 * The report, once: docs/report.schema.json and the order of printed members follow from it, and a test does not
 * compile when it differs from the types of lib/model. An object that may get more members within schema version 1 is open
 * (`z.object`), one that is complete is closed (`z.strictObject`).
 */

const told = <T extends z.ZodMiniType>(schema: T, description: string) => schema.check(z.describe(description));

const text = () => z.string();
const filled = () => z.string().check(z.minLength(1));
const list = <T extends z.ZodMiniType>(item: T) => z.readonly(z.array(item));
const set = (description: string) => z.readonly(z.array(z.string()).check(z.meta({ description, uniqueItems: true })));
const optional = z.exactOptional;
const time = () => z.iso.datetime();
const day = () => z.string().check(z.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/));
const count = () => z.int().check(z.minimum(0));
const severity = () => z.enum(severities);
const ruleId = () => z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const call = (description = 'An AWS API call as IAM names it: service prefix, colon, operation.') =>
  told(z.string().check(z.regex(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/)), description);
const region = () =>
  told(z.string().check(z.regex(/^(global|[a-z]+(-[a-z]+)+-[0-9]+)$/)), 'An AWS Region, or `global` for IAM and STS.');

/** A text of which this version knows some values, and to which later ones add: no enumeration for readers. */
const growing = <T extends string>(examples: readonly T[], description: string) =>
  z
    .custom<T>((value) => examples.some((example) => example === value))
    .check(
      z.meta({
        type: 'string',
        description,
        examples: [...examples],
        pattern: String.raw`^[a-z0-9]+([.-][a-z0-9]+)*$`,
      }),
    );

const resource = z
  .strictObject({
    type: growing<ResourceType>(resourceTypes, 'Kind of resource. New kinds can appear with new rules.'),
    arn: z.string().check(z.regex(/^arn:/)),
    name: text(),
    region: region(),
  })
  .check(z.meta({ id: 'resource' }));

const cause = z
  .object({
    kind: told(filled(), 'Permanent, in kebab case. New kinds can appear.'),
    parameters: told(
      z.readonly(z.record(z.string(), z.string())),
      'What tells this cause from others of its kind. Never the resource that has it.',
    ),
  })
  .check(
    z.meta({
      id: 'cause',
      description: 'What is wrong, without the resource: findings with the same cause belong to the same problem.',
    }),
  );

const statement = z.object({
  policy: told(text(), 'Name of the policy; `trust policy` for the trust policy.'),
  index: told(count(), 'Counted from 0.'),
  sid: optional(text()),
  element: optional(told(text(), 'For example `Action` or `Condition.StringEquals.SAML:aud`.')),
});

const effect = () =>
  told(
    z.enum(effects),
    '`locked-out`: a correct sign-in is denied. `exposed`: a sign-in, a session or a permission beyond what the AWS guides allow. `at-risk`: can fail or mislead. `advice`: denies and admits no user.',
  );

const acceptance = {
  owner: told(text(), 'Who accepts the risk.'),
  reason: text(),
  expires: told(day(), 'The last day on which it is accepted, in UTC.'),
};

const finding = z
  .object({
    id: told(filled(), 'Built from account, rule and resource only: the same in every scan.'),
    ruleId: ruleId(),
    status: told(
      z.enum(['pass', 'fail', 'not-applicable', 'unknown']),
      '`unknown`: something needed could not be read or decided. Never to be taken for pass or fail.',
    ),
    severity: told(severity(), 'How bad a failure of this finding is or would be.'),
    accepted: optional(
      told(z.object(acceptance), 'It fails, and an exception of the configuration file accepts it: it does not count.'),
    ),
    resource,
    message: told(filled(), 'What was found and what was expected.'),
    effect: optional(effect()),
    cause: optional(cause),
    otherCauses: optional(told(list(cause), 'Further causes of the same resource that it reports.')),
    because: optional(
      told(filled(), 'The id of the finding that this one follows from; `remediation` is then the fix of that one.'),
    ),
    affects: optional(
      told(
        z.object({
          paths: told(list(text()), 'Ids of sign-in paths.'),
          targets: told(list(text()), 'ARNs of directories and stacks.'),
        }),
        'What the failure concerns.',
      ),
    ),
    statement: optional(told(statement, 'The policy statement that the finding is about.')),
    suggestion: optional(told(text(), 'What was probably meant: a similar name, a SAML provider that no role trusts.')),
    userSees: optional(told(text(), 'What users see at sign-in.')),
    evidence: told(
      list(
        z.strictObject({
          path: told(filled(), 'Where, in the words of the AWS API.'),
          actual: text(),
          expected: optional(text()),
        }),
      ),
      'What the result rests on.',
    ),
    witness: optional(
      told(
        z.object({
          sentence: told(filled(), 'The request in words.'),
          action: text(),
          principal: optional(text()),
          resource: optional(text()),
          context: told(
            z.readonly(z.record(z.string(), z.union([z.string(), list(z.string()), z.null()]))),
            'Condition key to value; a list for a multivalued key; null for a key that is not in the request.',
          ),
        }),
        "A concrete sign-in request that shows the fault. Its values come from the policy's own literals or are made up, never from a real assertion.",
      ),
    ),
    unread: optional(
      told(
        z.object({
          call: call(),
          region: region(),
          reason: growing<string>(
            ['denied', 'throttled', 'failed', 'not-exported', 'unparseable'],
            'Why there is no answer. New reasons can appear.',
          ),
          action: call(),
        }),
        'For an unknown result: the call that would answer and the IAM action that allows it.',
      ),
    ),
    remediation: filled(),
    sources: told(list(filled()), 'Where the expectation is documented.'),
  })
  .check(z.meta({ id: 'finding' }));

const problem = z
  .object({
    id: told(filled(), 'Built from account and cause only: the same in every scan.'),
    number: told(z.int().check(z.minimum(1)), 'Position in the report, counted from 1.'),
    title: told(filled(), 'What is wrong, with real names.'),
    effect: effect(),
    severity: told(severity(), 'The worst of its findings.'),
    cause,
    summary: told(filled(), 'Who cannot sign in, or who can do what.'),
    resources: told(list(resource), 'Where it has to be fixed.'),
    userSees: optional(told(text(), 'What users see at sign-in.')),
    fix: filled(),
    suggestion: optional(text()),
    findings: told(list(filled()), 'Ids of the findings that it explains, root findings first.'),
    paths: told(list(text()), 'Ids of the sign-in paths that it blocks, limits or makes unsafe.'),
    targets: told(list(text()), 'ARNs of the directories and stacks that it concerns.'),
  })
  .check(z.meta({ id: 'problem', description: 'One root cause with all findings that follow from it.' }));

const pathStatus = () =>
  told(
    z.enum(pathStatuses),
    '`works`; `limited`: only some correct sign-ins pass; `works-unsafe`: more than the intended sign-ins pass; `blocked`: no user can sign in; `unknown`: something was not read or cannot be decided.',
  );

const pathCause = z.object({
  cause,
  resource: told(text(), 'ARN of the resource that has the fault.'),
  message: filled(),
  userSees: optional(told(text(), 'What users see at sign-in.')),
  statement: optional(statement),
  suggestion: optional(text()),
  finding: optional(told(text(), 'Id of the finding that reports it.')),
});

const step = z.object({
  step: z.enum(stepNames),
  status: pathStatus(),
  causes: optional(told(list(pathCause), 'Blocked, limited: all causes.')),
  uncertainties: optional(
    told(
      list(
        z.object({
          message: filled(),
          call: optional(told(text(), 'The call that would answer.')),
          region: optional(text()),
          reason: optional(told(z.enum(unreadReasons), 'What became of the call.')),
        }),
      ),
      'Unknown: why.',
    ),
  ),
  rules: optional(told(list(ruleId()), 'Unsafe: the rules that fail.')),
});

const path = z
  .object({
    id: told(filled(), 'The same in every scan.'),
    provider: told(text(), 'ARN of the SAML provider.'),
    role: told(text(), 'ARN of the role.'),
    service: z.enum(['workspaces', 'appstream']),
    target: told(text(), 'ARN of the directory or stack.'),
    region: text(),
    status: pathStatus(),
    steps: told(list(step), 'The steps of a sign-in; the path is as good as the worst of them.'),
    inUse: optional(
      told(
        z.object({ signIns: count(), last: time() }),
        'Recorded sign-ins through this provider with this role; the records do not say to which directory or stack.',
      ),
    ),
  })
  .check(z.meta({ id: 'path' }));

const tool = z.strictObject({
  name: z.literal('euc-saml-audit'),
  version: told(z.string().check(z.regex(/^[0-9]+\.[0-9]+\.[0-9]+/)), 'Semantic version of the tool.'),
});

const scan = z.object({
  id: told(filled(), 'Unique per scan.'),
  accountId: z.string().check(z.regex(/^[0-9]{12}$/)),
  partition: z.string().check(z.regex(/^aws(-[a-z]+)*$/), z.meta({ examples: ['aws', 'aws-us-gov', 'aws-cn'] })),
  regions: set('Regions that were scanned, sorted.'),
  source: told(z.enum(['live', 'export']), 'Read from AWS itself, or from an export of the account.'),
  dataAsOf: optional(
    told(
      time(),
      'When the data was read from AWS; absent for an export that does not say. Results about time are as of then.',
    ),
  ),
  dataHash: optional(
    told(
      z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      'SHA-256 of what was read: the same data has the same, whenever and however it was read.',
    ),
  ),
  onlyRules: optional(set('Ids of the rules that the scan was limited to; absent: all that are not off.')),
  configured: optional(
    told(
      z.strictObject({
        off: set('Ids of rules that are off and so checked nothing.'),
        severities: told(
          z.readonly(z.record(z.string(), severity())),
          'By rule id, the severity that was set for all of its findings.',
        ),
      }),
      'What a configuration file said about the rules.',
    ),
  ),
  startedAt: time(),
  finishedAt: time(),
});

const coverage = z.object({
  region: region(),
  call: call(),
  resource: optional(told(text(), 'The resource asked for, when the call is made per resource.')),
  outcome: told(
    z.enum(['read', 'denied', 'throttled', 'failed', 'not-offered', 'not-enabled', 'not-exported']),
    '`read`: answered. `not-offered`, `not-enabled`: there is nothing to read in this Region. Every other outcome leaves results unknown and the scan incomplete.',
  ),
  detail: optional(told(text(), 'What came back, for people.')),
  requests: told(count(), 'Requests sent, pages and retries included; 0 for an export.'),
});

const rule = z.object({
  id: ruleId(),
  title: told(filled(), 'The compliant condition.'),
  severity: severity(),
  url: told(text(), "The page of AWS's documentation that the rule checks."),
  statements: told(list(text()), 'Ids of the requirements in docs/coverage.md that it decides.'),
  controls: told(
    list(
      z.strictObject({
        framework: growing<Framework>(frameworks, 'The catalog of controls. New ones can appear.'),
        id: filled(),
        title: filled(),
      }),
    ),
    'Controls of public frameworks that the rule supports. Passing a rule is evidence for a control and never compliance with it.',
  ),
});

const relayState = z.object({
  type: z.enum(['workspaces.directory', 'appstream.stack']),
  arn: text(),
  name: text(),
  region: text(),
  url: optional(told(text(), 'The URL to enter at the identity provider; absent where there is none.')),
  others: told(list(z.object({ use: text(), url: text() })), 'Other correct forms, each with its use.'),
  notes: list(text()),
});

const comparison = z.object({
  since: optional(
    told(time(), 'When the last scan in the baseline began; absent when the baseline has none of this account.'),
  ),
  changes: told(
    list(
      z.object({
        kind: growing<ChangeKind>(changeKinds, 'What happened to the finding. New kinds can appear.'),
        findingId: told(filled(), 'The id of the finding; it is not in `findings` when its resource is gone.'),
        ruleId: ruleId(),
        severity: told(severity(), 'While it fails or last failed.'),
        resource,
        message: filled(),
      }),
    ),
    'What happened to findings that fail or have failed, worst first.',
  ),
  leftOut: optional(told(count(), 'Failing findings that are not new and so are not in this report and its summary.')),
});

const notice = z.object({
  kind: growing<ExceptionNotice['kind']>(
    ['exception-invalid', 'exception-expiring', 'exception-expired', 'exception-unused'],
    'New kinds can appear.',
  ),
  index: told(count(), 'Place of the entry in the list `exceptions` of the configuration file, from 0.'),
  message: filled(),
  exception: optional(
    told(
      z.object({ rule: ruleId(), resource: told(text(), 'ARN, or pattern of ARNs.'), ...acceptance }),
      'The entry; absent when it cannot be used.',
    ),
  ),
});

const summary = z.object({
  fail: told(
    z.strictObject({
      critical: count(),
      high: count(),
      medium: count(),
      low: count(),
      informational: count(),
    }),
    'Failing findings by severity, without those that are accepted.',
  ),
  accepted: optional(told(count(), 'Failing findings that an exception of the configuration file accepts.')),
  pass: count(),
  notApplicable: count(),
  unknown: count(),
  complete: told(z.boolean(), 'No call was denied, throttled, failed or not exported.'),
});

const signIns = z.object({
  count: told(count(), 'Sign-ins that were read.'),
  from: optional(told(time(), 'The first one.')),
  to: optional(told(time(), 'The last one.')),
  roles: told(
    list(
      z.object({
        role: told(text(), 'ARN.'),
        admitted: count(),
        refused: count(),
        lastAdmitted: optional(time()),
        lastRefused: optional(time()),
        providers: set('ARNs of SAML providers.'),
        subjectTypes: set('NameID formats as AWS shows them.'),
        audiences: set('Recipients.'),
        tags: set('Names of session tags; never their values.'),
      }),
    ),
    'By role of the account.',
  ),
});

export const reportSchema = z.object({
  schemaVersion: z.literal('1'),
  tool,
  scan,
  coverage: told(
    list(coverage),
    'What became of every call: one entry per call and Region, and per resource where a call is made per resource.',
  ),
  rules: told(list(rule), 'The rules that were checked, by id.'),
  problems: told(list(problem), 'Locked out, exposed or at risk, worst first.'),
  advice: told(list(problem), 'What denies and admits no user.'),
  findings: told(
    list(finding),
    'Every result, sorted by severity (worst first), rule id and resource ARN. The same account state gives the same findings, byte for byte.',
  ),
  paths: optional(told(list(path), 'Every sign-in path from a SAML provider to a desktop or an application.')),
  relayStates: optional(
    told(
      list(relayState),
      'What to configure as relay state at the identity provider, for each SAML directory and each stack.',
    ),
  ),
  signIns: optional(told(signIns, 'What CloudTrail recorded of sign-ins; absent when nobody asked for it.')),
  comparison: optional(
    told(comparison, 'How the scan differs from the baseline that it was compared with; absent when there was none.'),
  ),
  notices: optional(told(list(notice), 'What is to know about the exceptions of the configuration file.')),
  summary,
});
