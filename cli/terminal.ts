/** Where a command reads its surroundings from and writes to: the process's own, or a test's. */
export interface Terminal {
  /** Reports, and nothing else. */
  readonly stdout: Output;
  /** Progress and diagnostics. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path that relative paths start from. */
  readonly cwd: string;
}

export interface Output {
  write(text: string): unknown;
  /** A person is watching. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}
