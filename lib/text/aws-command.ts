/** `ListSAMLProviders` → `list-saml-providers`: the AWS CLI's name for an operation. */
export const commandOf = (operation: string): string =>
  operation
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
