import type { StepDiagnosis } from '../model/diagnosis.ts';
import type { Account } from '../federation/account.ts';
import { works } from '../federation/diagnoses.ts';
import type { Service } from '../federation/stream-role.ts';

/** Whether clients and networks of users are allowed to connect. */
export const networkStep = (_service: Service, _target: string, _account: Account): StepDiagnosis => works;
