/** A file that is made from others: its path from the root, and what it must say. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}
