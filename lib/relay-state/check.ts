import type { RelayStateCheck } from '../model/relay-state-check.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { judgeAccountId, judgeApp, judgeStack } from './appstream.ts';
import { judgeEndpoint } from './endpoint.ts';
import { found, together, type PartResult } from './findings.ts';
import { judgeClient, judgeParameters } from './parameters.ts';
import { parseRelayState } from './parse.ts';
import { judgeRegistrationCode, judgeWebAccess } from './workspaces.ts';

/**
 * Judges every part of a relay state URL against one account, and says which directory or stack it leads to. Sources:
 * WorkSpaces guide Step 6 and AppStream guide Step 6 with Tables 1 to 3.
 */
export function checkRelayState(snapshot: Snapshot, text: string): RelayStateCheck {
  const { url, problems } = parseRelayState(text);
  if (text.trim() === '') return verdict(found(...problems));
  const { endpoint, result } = judgeEndpoint(url, snapshot.account.partition);
  const { values, result: parameters } = judgeParameters(url, endpoint.service);
  const client = judgeClient(values, endpoint);
  const before = [found(...problems), result];
  if (endpoint.service === 'workspaces') {
    const code = judgeRegistrationCode(values, endpoint.region, snapshot);
    const web = judgeWebAccess(values, code.target, snapshot);
    return verdict(together([...before, code.result, client, web, parameters]), code.target);
  }
  const { stack, meant, result: named } = judgeStack(values, endpoint, snapshot);
  const account = judgeAccountId(values, snapshot);
  const app = judgeApp(values, stack ?? meant, snapshot);
  return verdict(together([...before, named, account, app, client, parameters]), stack?.arn);
}

function verdict({ problems, undetermined }: PartResult, target?: string): RelayStateCheck {
  const failed = problems.some(({ severity }) => severity !== 'informational');
  return { status: failed ? 'fail' : undetermined === true ? 'unknown' : 'pass', target: target ?? null, problems };
}
