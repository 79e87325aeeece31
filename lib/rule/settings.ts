/** What the configuration file may set for rules; the defaults are the guides' own word. */
export interface Settings {
  /** Days before a signing certificate ends that count as too late. */
  readonly certificateWarningDays: number;
}

export const defaultSettings: Settings = { certificateWarningDays: 30 };
