import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/input/checked.ts';
import { onDemandRequest, ownAccount, scheduledEventId } from '../../../lib/runtime/events.ts';

const own = '111122223333';
const refusal = 'The on-demand scan cannot take this event:\n- ';

describe('onDemandRequest', () => {
  it('scans as configured and publishes nothing unless asked', () => {
    expect(onDemandRequest({}, own, true)).toStrictEqual({ publish: false, formats: [], scope: {} });
  });

  it('takes all that may be asked for', () => {
    const event = { regions: ['eu-central-1'], rules: ['a-rule'], publish: true, formats: ['html'], accountId: own };
    expect(onDemandRequest(event, own, true)).toStrictEqual({
      publish: true,
      formats: ['html'],
      scope: { regions: ['eu-central-1'], ruleIds: ['a-rule'] },
    });
  });

  it('keeps reports in formats that there are, where there is a bucket', () => {
    expect(() => onDemandRequest({ formats: ['html'] }, own, false)).toThrow(
      '- formats: no report bucket is configured to keep reports in',
    );
    expect(() => onDemandRequest({ formats: ['pdf'] }, own, true)).toThrow(
      '- formats[0]: expected one of table, json, markdown, html, csv, sarif, ocsf, asff, junit, got "pdf"',
    );
  });

  it.each([
    [{ region: 'x' }, 'region: unknown; did you mean regions? Known are regions, rules, publish, formats, accountId'],
    [{ colour: 'red' }, 'colour: unknown; Known are regions, rules, publish, formats, accountId'],
    [{ regions: 'eu-central-1' }, 'regions: expected a list of AWS Regions, got "eu-central-1"'],
    [{ regions: [] }, 'regions: expected at least one Region, or no list for all, got []'],
    [
      { regions: ['eu-central-1', 'Frankfurt', 7] },
      'regions[1]: expected an AWS Region such as eu-central-1, got "Frankfurt"\n' +
        '- regions[2]: expected an AWS Region such as eu-central-1, got 7',
    ],
    [{ rules: [null] }, 'rules[0]: expected a rule id such as stream-role-allows-tag-session, got null'],
    [{ rules: [] }, 'rules: expected at least one rule id, or no list for all, got []'],
    [{ publish: 'yes' }, 'publish: expected true or false, got "yes"'],
    [{ accountId: 111122223333 }, 'accountId: expected the 12 digits of an AWS account, as a string, got 111122223333'],
    [
      { accountId: '444455556666' },
      'accountId: expected 111122223333, the account of this function, got "444455556666"; ' +
        'it scans its own account only, so invoke the function that is deployed in the other account',
    ],
    [null, 'it: expected a JSON object such as {"regions":["eu-central-1"]}, or {} for the configured scan, got null'],
    [[], 'it: expected a JSON object such as {"regions":["eu-central-1"]}, or {} for the configured scan, got []'],
  ])('refuses %j in words', (event, message) => {
    expect(() => onDemandRequest(event, own, true)).toThrow(new InputError(refusal + message));
  });

  it('says everything that is wrong at once, without a stack', () => {
    let thrown: unknown;
    try {
      onDemandRequest({ publish: 1, rule: 'x' }, own, true);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      name: 'InputError',
      stack:
        `InputError: ${refusal}publish: expected true or false, got 1\n` +
        '- rule: unknown; did you mean rules? Known are regions, rules, publish, formats, accountId',
    });
  });

  it('does not repeat long input', () => {
    const long = 'x'.repeat(10_000);
    expect(() => onDemandRequest({ publish: long }, own, true)).toThrow(
      new InputError(`${refusal}publish: expected true or false, got "${'x'.repeat(98)}…`),
    );
  });
});

describe('scheduledEventId', () => {
  it.each(['aws.events', 'aws.scheduler'])("is the event's own id, from %s", (source) => {
    const event = { version: '0', id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa', source, detail: {} };
    expect(scheduledEventId(event)).toBe('53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa');
  });

  it('is the scheduled time when EventBridge Scheduler gives no other', () => {
    const event = { source: 'aws.scheduler', time: '2026-11-25T06:00:00Z' };
    expect(scheduledEventId(event)).toBe('scheduled-2026-11-25T06-00-00Z');
  });

  it('refuses an event that nothing identifies', () => {
    expect(() => scheduledEventId({ source: 'aws.scheduler' })).toThrow(
      new InputError(
        'The scheduled scan cannot take this event; to scan now, invoke the on-demand scan:\n' +
          '- id or time: expected one of them, got neither',
      ),
    );
    expect(() => scheduledEventId({ source: 'aws.scheduler', time: '<aws.scheduler.scheduled-time>' })).toThrow(
      'time: expected the scheduled time, such as 2026-11-25T06:00:00Z, got "<aws.scheduler.scheduled-time>"',
    );
  });

  it('refuses an event that no schedule sent', () => {
    expect(() => scheduledEventId({ regions: ['eu-central-1'] })).toThrow(
      new InputError(
        'The scheduled scan cannot take this event; to scan now, invoke the on-demand scan:\n' +
          '- source: expected "aws.events" or "aws.scheduler", got nothing',
      ),
    );
  });
});

describe('ownAccount', () => {
  it("is in the function's ARN", () => {
    const invokedFunctionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:scan';
    expect(ownAccount({ invokedFunctionArn })).toBe('111122223333');
  });
});
