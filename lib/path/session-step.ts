import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import type { Service } from '../federation/stream-role.ts';

/** Whether a session opens where users sign in with certificates only. */
export const sessionStep = (_service: Service, _target: string, _account: Account): StepDiagnosis => works;
