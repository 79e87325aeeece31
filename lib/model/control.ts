/** Catalogs of controls that auditors report against. */
export const frameworks = ['nist-800-53-r5', 'cis-aws-euc-1.2.0', 'iso-27001-2022', 'aws-security-hub'] as const;
export type Framework = (typeof frameworks)[number];

/** A control that a rule supports: its result is evidence for the control, never compliance with it. */
export interface ControlReference {
  readonly framework: Framework;
  /** As the framework numbers it: `AC-3`, `2.8`, `A.8.5`, `WorkSpaces.1`. */
  readonly id: string;
  readonly title: string;
}
