// Runs in a process of its own, as Lambda would: node invoke.ts FUNCTION EVENT CONTEXT, answer to the parent process.
const [, , name = '', event = '', context = ''] = process.argv;
const { handler } = await import(`../../handlers/${name}.ts`);
const inTime = { ...JSON.parse(context), getRemainingTimeInMillis: () => 900_000 };
process.send?.(await handler(JSON.parse(event), inTime));
