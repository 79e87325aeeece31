/**
 * Makes `release/` out of the packaged service: a plain CloudFormation template and the zips of the functions, for
 * deployments without osls. Run by `npm run release`, which packages with the stage {@link placeholder} first.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';

const placeholder = 'stage-of-release';
const packaged = '.serverless';
const folder = 'release';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Parameters: Readonly<Record<string, object>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, object>>;
}

const source: Template = JSON.parse(await readFile(`${packaged}/cloudformation-template-update-stack.json`, 'utf8'));
const descriptions = await parameterDescriptions();

const parameters = {
  Stage: {
    Type: 'String',
    Default: 'prod',
    AllowedPattern: '^[a-z][a-z0-9-]{0,19}$',
    Description: 'Part of the names of the functions, so that several stacks can be in one account.',
  },
  CodeBucket: {
    Type: 'String',
    Description: 'S3 bucket in the Region of the stack that holds the zips of this release.',
  },
  CodePrefix: {
    Type: 'String',
    Default: 'euc-saml-audit/',
    Description: 'What precedes the names of the zips in the bucket. Use another one for each release.',
  },
  ...Object.fromEntries(
    Object.entries(source.Parameters).map(([name, parameter]) => [
      name,
      { ...parameter, Description: descriptions.get(name) ?? name },
    ]),
  ),
};

const template = {
  ...source,
  Description: 'Audits the SAML sign-in of Amazon WorkSpaces and AppStream 2.0',
  Parameters: parameters,
  Resources: Object.fromEntries(
    Object.entries(source.Resources)
      .filter(([name]) => !name.startsWith('ServerlessDeploymentBucket'))
      .map(([name, resource]) => [name, withStage(withCode(resource))]),
  ),
  Outputs: Object.fromEntries(
    Object.entries(source.Outputs)
      .filter(([name]) => name !== 'ServerlessDeploymentBucketName')
      .map(([name, output]) => [name, withStage(output)]),
  ),
};

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
await writeFile(`${folder}/template.json`, `${JSON.stringify(template, undefined, 1)}\n`);
const zips = (await readdir(packaged)).filter((name) => name.endsWith('.zip'));
for (const name of zips) await copyFile(`${packaged}/${name}`, `${folder}/${name}`);
console.log(`${folder}/: template.json, ${zips.join(', ')}`);

/** A function whose code is in the bucket that the parameters name. */
function withCode(resource: Resource): Resource {
  const { Code: code } = resource.Properties;
  if (resource.Type !== 'AWS::Lambda::Function' || !isRecord(code)) return resource;
  const zip = String(code['S3Key']).split('/').at(-1) ?? '';
  const Code = { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodePrefix}${zip}` } };
  return { ...resource, Properties: { ...resource.Properties, Code } };
}

/** With the parameter `Stage` in place of the stage that it was packaged with. */
function withStage(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes(placeholder) ? { 'Fn::Sub': value.replaceAll(placeholder, '${Stage}') } : value;
  if (Array.isArray(value)) return value.map(withStage);
  if (!isRecord(value)) return value;
  const { 'Fn::Sub': text } = value;
  if (typeof text === 'string') return { 'Fn::Sub': text.replaceAll(placeholder, '${Stage}') };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withStage(member)]));
}

/** The comments of deploy/parameters.default.yml, by the name of the parameter in the template. */
async function parameterDescriptions(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile('deploy/parameters.default.yml', 'utf8');
  return new Map(
    [...text.matchAll(/((?:^# .*\n)+)^(\w+):/gm)].map(([, comment = '', name = '']) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      comment.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' '),
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
