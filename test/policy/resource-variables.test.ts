import { describe, expect, it } from 'vitest';
import { resourceVariableSeeds } from '../../lib/policy/resource-variables.ts';
import { parsed, permission } from './support.ts';

describe('variables in resources', () => {
  const stack = 'arn:aws:appstream:eu-central-1:111122223333:stack/Design';
  const solve = (Resource: string, version = '2012-10-17') =>
    resourceVariableSeeds(
      [{ name: 'policy', document: parsed({ ...permission({}, { Resource }), Version: version }) }],
      'workspaces:Stream',
      stack,
    );
  const prefix = 'arn:aws:appstream:*:*:';

  it('are solved for the resource', () => {
    expect(solve(`${prefix}stack/\${aws:PrincipalTag/Team}`)).toEqual({
      seeds: new Map([['aws:principaltag/team', ['Design']]]),
      complete: true,
    });
    expect(solve(`${prefix}stack/D\${saml:sub}*`)).toEqual({
      seeds: new Map([['saml:sub', ['e', 'es', 'esi', 'esig', 'esign']]]),
      complete: true,
    });
  });

  it('are left alone where they cannot cover it, or are plain text', () => {
    const none = { seeds: new Map(), complete: true };
    expect(solve(`${prefix}stack/X-\${saml:sub}`)).toEqual(none);
    expect(solve(`${prefix}stack/\${saml:sub}`, '2008-10-17')).toEqual(none);
    expect(solve(stack)).toEqual(none);
  });

  it('are too many when two stand together, or almost any value would do', () => {
    expect(solve(`${prefix}stack/\${saml:sub}\${aws:PrincipalTag/Team}`).complete).toBe(false);
    expect(solve(`${prefix}*\${saml:sub}*`).complete).toBe(false);
  });
});
