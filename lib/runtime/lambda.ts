import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Telemetry } from './telemetry.ts';

/**
 * A Lambda handler around `run`: log lines carry the request id and never the event, metrics are flushed at the end
 * whatever happens, and a failure is logged and counted before Lambda hears of it.
 */
export function lambda<Result>(
  { logger, metrics }: Telemetry,
  run: (event: unknown, context: Context) => Promise<Result>,
): (event: unknown, context: Context) => Promise<Result> {
  return middy<unknown, Result>()
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .use(logMetrics(metrics))
    .onError(({ error }) => {
      logger.error('scan failed', error ?? new Error('unknown'));
      metrics.addMetric('ScanFailed', MetricUnit.Count, 1);
    })
    .handler(run);
}
