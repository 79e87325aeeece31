/** Where a command reads its surroundings from and writes to: the process's own, or a test's. */
export interface Terminal {
  /** Reports, and nothing else. */
  readonly stdout: Output;
  /** Progress and diagnostics. */
  readonly stderr: Output;
  /** What is piped in; a test that pipes nothing leaves it out. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path that relative paths start from. */
  readonly cwd: string;
}

export interface Output {
  write(text: string): unknown;
  /** Resolves when what was written has arrived, and rejects with {@link OutputError} when it has not. */
  flush?(): Promise<void>;
  /** A person is watching. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}
