/** Longer texts are cut before anything looks through them: nobody reads that far. */
const longest = 4_000;

/**
 * The text without the caller, whose session name is often an e-mail address, and without anything that has the form of
 * an address. Takes time in proportion to the text.
 */
export const withoutPeople = (message: string): string =>
  message
    .slice(0, longest)
    .replaceAll(/[^\s"',;()]+/g, (word) => (isCaller(word) ? 'the caller' : word))
    .replaceAll('User: the caller', 'the caller')
    .replaceAll(/[^\s"'<>(),:;]+/g, (word) => (isAddress(word) ? '(address removed)' : word));

/** The ARN of whoever asks, which AWS names in refusals. */
const isCaller = (word: string): boolean =>
  /^arn:[\w-]*:(sts|iam)::\d*:(assumed-role|federated-user|user|root)/.test(word);

const isAddress = (word: string): boolean => {
  const at = word.indexOf('@');
  return at > 0 && at < word.length - 1;
};
