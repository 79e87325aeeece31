/** The six colon-separated parts of an Amazon Resource Name; `resource` keeps any further colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN, or gives `undefined` when the text is not one (fewer than six parts, or no `arn` head). */
export function parseArn(text: string): Arn | undefined {
  const [head, partition, service, region, account, ...rest] = text.split(':');
  if (head !== 'arn' || partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

export const directoryArn = (partition: string, region: string, account: string, directoryId: string): string =>
  `arn:${partition}:workspaces:${region}:${account}:directory/${directoryId}`;

export const stackArn = (partition: string, region: string, account: string, stackName: string): string =>
  `arn:${partition}:appstream:${region}:${account}:stack/${stackName}`;
