import { describe, expect, it } from 'vitest';
import { invoke } from '../../../cli/demo/lambda.ts';

describe('invoke', () => {
  it('tells what a function wrote when it ends without an answer', async () => {
    const invocation = { name: 'scheduled-scan', event: {}, requestId: 'r', accountId: '111122223333' };
    await expect(invoke({ ...invocation, env: { AWS_REGION: 'eu-central-1' } })).rejects.toThrow(
      /^scheduled-scan ended without an answer: [^]*FINDINGS_TOPIC_ARN: expected the ARN of an SNS topic/u,
    );
  });
});
