import { describe, expect, it } from 'vitest';
import { exampleSnapshot, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { coversStreamable } from '../../lib/federation/streamable.ts';
import { asStreamRole } from '../../lib/federation/stream-role.ts';

describe('what a service streams', () => {
  it.each([
    ['*', true],
    ['arn:aws:workspaces:*:*:*', true],
    ['arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4', true],
    ['arn:aws:workspaces:*:*:directory/*', true],
    ['arn:aws:workspaces:*:*:dir*', true],
    ['arn:aws:workspaces:*:*:*-1234', true],
    ['arn:aws:workspaces:*:*:${aws:PrincipalTag/desk}', true],
    ['arn:aws:workspaces', true],
    ['arn:aws:work*:*:*:directory/*', true],
    ['arn:aws:workspaces:*:*:workspace/*', false],
    ['arn:aws:workspaces:*:*:work*', false],
    ['arn:aws:workspaces:*:*:directory', false],
    ['arn:aws:workspaces:*:*:directory/', false],
    ['arn:aws:workspaces:*:*:workspaceipgroup/${aws:PrincipalTag/desk}', false],
    ['arn:aws:appstream:*:*:stack/*', false],
    ['arn:aws:s3:::directory/*', false],
  ])('WorkSpaces, %s: %s', (pattern, expected) => {
    expect(coversStreamable(pattern, '2012-10-17', 'workspaces')).toBe(expected);
  });

  it.each([
    ['arn:aws:appstream:*:*:stack/*', true],
    ['arn:aws:appstream:*:*:fleet/*', false],
    ['arn:aws:workspaces:*:*:directory/*', false],
  ])('AppStream, %s: %s', (pattern, expected) => {
    expect(coversStreamable(pattern, '2012-10-17', 'appstream')).toBe(expected);
  });
});

it('a wildcard on WorkSpaces themselves allows no streaming besides what the guide allows', () => {
  const manage = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'workspaces:*', Resource: 'arn:aws:workspaces:*:*:workspace/*' }],
  };
  const { roles } = exampleSnapshot({
    roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy, Manage: manage } }],
  });
  const [role] = roles.state === 'known' ? roles.value : [];
  expect(role && asStreamRole(role)?.grants.map(({ policy }) => policy.name)).toEqual(['Stream']);
});
