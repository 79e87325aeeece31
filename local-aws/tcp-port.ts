import type { Server } from 'node:http';

/** The port that a server listens on. @throws {Error} when it does not listen on TCP. */
export function tcpPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a server that listens on a TCP port');
  return address.port;
}
