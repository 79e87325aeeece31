import type { StatementLocation } from '../model/finding.ts';
import type { Condition, Statement } from '../policy/document.ts';

/** `statement 1 (AllowSaml)`, counted from 1 as people do. */
export const statementName = ({ index, sid }: Statement): string =>
  `statement ${index + 1}${sid === undefined ? '' : ` (${sid})`}`;

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `StringEquals SAML:sub_type "persistent"`. */
export const conditionText = ({ operator, keyAsWritten, values }: Condition): string =>
  `${operator.asWritten} ${keyAsWritten} ${values.map((value) => JSON.stringify(value)).join(', ')}`;

/** Name of a role's trust policy in statement locations. */
export const trustPolicyName = 'trust policy';

/** Where a statement, or one condition of it, stands. */
export const locate = (policy: string, { index, sid }: Statement, condition?: Condition): StatementLocation => ({
  policy,
  index,
  ...(sid === undefined ? {} : { sid }),
  ...(condition === undefined
    ? {}
    : { element: `Condition.${condition.operator.asWritten}.${condition.keyAsWritten}` }),
});

/** The last part of an ARN. */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
