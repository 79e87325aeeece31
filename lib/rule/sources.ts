import type { RuleSource } from './rule.ts';

const docs = 'https://docs.aws.amazon.com';

/** "Setting up SAML 2.0" of the WorkSpaces Administration Guide. */
export const workspacesGuide = (step: string): RuleSource => ({
  title: `Amazon WorkSpaces, Set up SAML 2.0, ${step}`,
  url: `${docs}/workspaces/latest/adminguide/setting-up-saml.html`,
});

/** "Setting Up SAML" of the AppStream 2.0 Administration Guide. */
export const appstreamGuide = (step: string): RuleSource => ({
  title: `Amazon AppStream 2.0, Setting Up SAML, ${step}`,
  url: `${docs}/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html`,
});

/** A page of the IAM User Guide, by its file name without `.html`. */
export const iamGuide = (title: string, page: string): RuleSource => ({
  title: `IAM User Guide, ${title}`,
  url: `${docs}/IAM/latest/UserGuide/${page}.html`,
});

export const workspacesPage = (title: string, page: string): RuleSource => ({
  title: `Amazon WorkSpaces, ${title}`,
  url: `${docs}/workspaces/latest/adminguide/${page}.html`,
});

export const appstreamPage = (title: string, page: string): RuleSource => ({
  title: `Amazon AppStream 2.0, ${title}`,
  url: `${docs}/appstream2/latest/developerguide/${page}.html`,
});
