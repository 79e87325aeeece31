declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** Times are in milliseconds that a table stays in the state. Closing the server closes the store. */
  export default function dynalite(options: {
    createTableMs: number;
    updateTableMs: number;
    deleteTableMs: number;
  }): Server;
}
