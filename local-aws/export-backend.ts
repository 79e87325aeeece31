import { isOptIn } from '../lib/saml/regions.ts';
import { type AwsError, refusal } from './aws-error.ts';
import { folder, hasRegion, type ExportFiles } from './export-data.ts';
import { services } from './services/index.ts';
import type { Backend } from './signed-call.ts';

/**
 * Answers calls out of an export, as AWS would have. Refuses what the export does not hold and what is not modelled
 * here, rather than giving an answer that only looks complete.
 * @param pageCap the most items that go into one page
 */
export const exportBackend =
  (files: ExportFiles, pageCap: number | undefined): Backend =>
  async ({ scope, call, protocol, requestId }) => {
    const service = services[scope.service];
    const operation = call.target === service?.target ? service.operations[call.operation] : undefined;
    if (service === undefined || operation === undefined || protocol.result === undefined) {
      throw refusal('unknown-operation', `${scope.service} has no operation ${call.target} ${call.operation} here`);
    }
    if (service.scope === 'regional' && !hasRegion(files, scope.region)) {
      throw withoutRegion(scope.region);
    }
    const unknown = Object.keys(call.input).find((name) => !operation.inputs.includes(name));
    if (unknown !== undefined) {
      throw refusal('invalid-input', `${call.operation} is served here without ${unknown}; leave it out`);
    }
    const value = operation.answer({
      operation: call.operation,
      input: call.input,
      folder: folder(files, service.scope === 'global' ? 'global' : scope.region),
      root: folder(files, ''),
      pageCap,
    });
    const { timestamps, namespace = '' } = service;
    return protocol.result({ operation: call.operation, value, timestamps, namespace }, requestId);
  };

/** Only an opt-in Region may be one that the account does not have; of the others, the export knows nothing. */
const withoutRegion = (region: string): AwsError =>
  isOptIn(region)
    ? refusal('region-not-enabled', 'The security token included in the request is invalid.')
    : refusal('denied', `The account export does not hold ${region}, so this call cannot be answered`);
