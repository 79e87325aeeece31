/** What to configure as relay state in the identity provider for one directory or stack. AWS never sees that value. */
export interface RelayState {
  readonly type: 'workspaces.directory' | 'appstream.stack';
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  /** The URL to paste; absent where AWS documents no endpoint, or AWS gave no registration code. */
  readonly url?: string;
  /** Other right forms, each with what it is for. */
  readonly others: readonly { readonly use: string; readonly url: string }[];
  /** What else the identity provider has to send, and why there is no URL. */
  readonly notes: readonly string[];
}
