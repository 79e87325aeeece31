import { parseArn } from '../model/arn.ts';

/**
 * Text with the ARNs of the scanned account as the names that people know: `saml-provider/Okta` becomes `Okta`. For
 * titles; a fix keeps the whole ARN, since readers copy it.
 */
export const shortArns = (text: string, accountId: string): string =>
  text.replaceAll(/\barn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\d*:[\w+=,.@/*-]*[\w*]/gu, (arn) => {
    const { account = '', resource = '' } = parseArn(arn) ?? {};
    const name = resource.slice(resource.lastIndexOf('/') + 1);
    if (name === '' || name === '*') return arn;
    return account === accountId || account === '' ? name : `${name} of account ${account}`;
  });
