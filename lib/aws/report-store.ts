import { objectStore } from './object-store.ts';

/**
 * Keeps reports in an S3 bucket of the Region. `put` resolves with the object's `s3://` URL and rejects with S3's own
 * error code and message, or what the network said.
 *
 * @param retryDelays milliseconds before each further try, when S3 has trouble or the connection broke.
 */
export const reportStore = (bucket: string, region: string, retryDelays?: readonly number[]) =>
  objectStore({ bucket, region, ...(retryDelays === undefined ? {} : { retryDelays }) });
