/** Why an account could not be scanned at all, in sentences that say what to check. */
export function accessProblem(error: unknown, roleArn: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (/AccessDenied/.test(name)) {
    return (
      `The audit role cannot be assumed: ${name} for ${roleArn}. ` +
      'Check that the role exists in the account, and that its trust policy names the role of the function and the same external id.'
    );
  }
  if (name === 'RegionDisabledException') {
    return 'The audit role cannot be assumed: AWS STS is not active for the account in the Regions that were tried.';
  }
  return `The audit role ${roleArn} cannot be assumed: ${name}: ${message.replace(/\.$/, '')}.`;
}
