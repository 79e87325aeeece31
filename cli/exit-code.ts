/** What the process tells its caller. */
export const exitCodes = {
  /** Nothing at or above `--fail-on`, and everything was read. */
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Wrong usage or configuration, or an unexpected error. */
  usage: 2,
  /** Nothing failed, but something could not be read. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
