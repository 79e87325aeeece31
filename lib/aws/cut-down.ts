import type { Evidence, Finding } from '../model/finding.ts';
import { clip } from '../text/clip.ts';

/**
 * The finding, cut down until it fits and no further than it must be: texts to 1,000 characters each, then the later
 * half of the evidence as often as needed, then the witness.
 */
export function cutDown(finding: Finding, fits: (shown: Finding) => boolean): Finding {
  if (fits(finding)) return finding;
  let shown: Finding = {
    ...finding,
    message: clip(finding.message, textLength),
    evidence: finding.evidence.map(shortEvidence),
  };
  while (!fits(shown) && shown.evidence.length > 0) {
    shown = { ...shown, evidence: shown.evidence.slice(0, Math.floor(shown.evidence.length / 2)) };
  }
  if (fits(shown)) return shown;
  const { witness: _, ...rest } = shown;
  return rest;
}

const textLength = 1_000;

const shortEvidence = ({ path, actual, expected }: Evidence): Evidence => ({
  path: clip(path, textLength),
  actual: clip(actual, textLength),
  ...(expected === undefined ? {} : { expected: clip(expected, textLength) }),
});
