import { asText } from '../../lib/explain/as-text.ts';
import { ruleDocument } from '../../lib/explain/rule-document.ts';
import { selectRules } from '../../lib/scan/select-rules.ts';
import { explainedRules } from '../../rules/explained.ts';
import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';
import { listing } from '../rule-list.ts';

const help = `Usage: euc-saml-audit rules [ID]

Lists the rules, or explains one: why it matters, how to fix what it finds, what fails and what passes, what it reads
and where it is documented. docs/rules/ has the same.
`;

export const rules: Command = {
  help,
  async run(args, terminal) {
    const [id] = parseArguments(args, {}, { positionals: 1 }).positionals;
    const page = pageFor(terminal);
    if (id === undefined) terminal.stdout.write(listing(explainedRules, page));
    else for (const rule of selectRules(explainedRules, [id])) terminal.stdout.write(asText(ruleDocument(rule), page));
    return exitCodes.clean;
  },
};
