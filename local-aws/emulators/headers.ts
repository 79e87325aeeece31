import type { OutgoingHttpHeaders } from 'node:http';

const ofOneConnection = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

/** The headers of an emulator's answer that are meant for the client, and not for the connection it came over. */
export const endToEnd = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneConnection.has(name)));
