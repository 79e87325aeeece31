import { controls } from '../lib/rule/controls.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/**
 * The ids of the rules to check: those named that support one of the controls named; `undefined` for all.
 *
 * @throws {UsageError} for a control that there is not, or that no rule supports.
 */
export function rulesFor(
  rules: readonly string[] | undefined,
  controlIds: readonly string[] | undefined,
): readonly string[] | undefined {
  if (controlIds === undefined) return rules;
  const supporting = new Set(controlIds.flatMap(rulesOfControl));
  if (rules === undefined) return [...supporting];
  const both = rules.filter((rule) => supporting.has(rule));
  if (both.length === 0) throw new UsageError('no rule of --rule supports a control of --control');
  return both;
}

function rulesOfControl(id: string): readonly string[] {
  const named = controls.filter((control) => control.id.toLowerCase() === id.toLowerCase());
  if (named.length === 0) {
    throw unknownWord(
      'control',
      id,
      controls.map((control) => control.id),
    );
  }
  const rules = named.flatMap((control) => ('rules' in control ? control.rules : []));
  if (rules.length > 0) return rules;
  const why = named.map((control) => ('notCovered' in control ? control.notCovered : '')).join(' ');
  throw new UsageError(`no rule supports control ${id}: ${why}`);
}
