import { AwsError } from '../aws-error.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import { cutPage } from '../paging.ts';
import { encodeDocuments } from './documents.ts';
import { integer, requiredText, text, texts } from './input.ts';
import { listIn } from './listing.ts';
import type { Service, ServiceCall } from './service.ts';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html (MaxItems)
const pages = { usual: 100, most: 1000 };

export const iam: Service = {
  scope: 'global',
  target: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  timestamps: new Set(['CreateDate', 'UpdateDate', 'PasswordLastUsed', 'LastUsedDate', 'ValidUntil', 'Timestamp']),
  operations: {
    GetAccountAuthorizationDetails: { inputs: ['Filter', 'MaxItems', 'Marker'], answer: authorizationDetails },
    ListRoles: { inputs: ['PathPrefix', 'MaxItems', 'Marker'], answer: listRoles },
    ListSAMLProviders: {
      inputs: [],
      answer: ({ folder }) => ({
        SAMLProviderList: listIn(folder.read('iam.list-saml-providers'), 'SAMLProviderList'),
      }),
    },
    GetSAMLProvider: { inputs: ['SAMLProviderArn'], answer: samlProvider },
    GetRole: { inputs: ['RoleName'], answer: role },
    ListRolePolicies: {
      inputs: ['RoleName', 'Marker', 'MaxItems'],
      answer: (call) => ({
        PolicyNames: inlinePolicies(call).map((policy) => policy['PolicyName']),
        IsTruncated: false,
      }),
    },
    GetRolePolicy: { inputs: ['RoleName', 'PolicyName'], answer: rolePolicy },
    ListAttachedRolePolicies: {
      inputs: ['RoleName', 'Marker', 'MaxItems'],
      answer: (call) => ({
        AttachedPolicies: objectsIn(roleDetail(call), 'AttachedManagedPolicies'),
        IsTruncated: false,
      }),
    },
    GetPolicy: { inputs: ['PolicyArn'], answer: (call) => ({ Policy: managedPolicy(call) }) },
    GetPolicyVersion: { inputs: ['PolicyArn', 'VersionId'], answer: policyVersion },
  },
};

/** The answer's lists, and the filters that ask for each. */
const detailLists = {
  UserDetailList: ['User'],
  GroupDetailList: ['Group'],
  RoleDetailList: ['Role'],
  Policies: ['LocalManagedPolicy', 'AWSManagedPolicy'],
};

/** One page runs through users, groups, roles and policies, in this order; `MaxItems` counts them together. */
function authorizationDetails(call: ServiceCall): JsonObject {
  const answer = call.folder.read('iam.get-account-authorization-details');
  const wanted = texts(call.input, 'Filter') ?? [];
  const isWanted = (filter: string): boolean => wanted.length === 0 || wanted.includes(filter);
  const all = Object.entries(detailLists)
    .filter(([, filters]) => filters.some(isWanted))
    .flatMap(([list]) => listIn(answer, list).map((item) => ({ list, item })))
    .filter(({ list, item }) => list !== 'Policies' || isWanted(policyFilter(item)));
  const { items, ...rest } = iamPage(all, call);
  const pageOf = (list: string): unknown[] =>
    items.filter((entry) => entry.list === list).map((entry) => encodeDocuments(entry.item));
  return { ...Object.fromEntries(Object.keys(detailLists).map((list) => [list, pageOf(list)])), ...rest };
}

function policyFilter(policy: unknown): string {
  const arn = isObject(policy) ? textOf(policy['Arn']) : '';
  return arn.split(':')[4] === 'aws' ? 'AWSManagedPolicy' : 'LocalManagedPolicy';
}

function listRoles(call: ServiceCall): JsonObject {
  const prefix = text(call.input, 'PathPrefix') ?? '/';
  const roles = listIn(call.folder.read('iam.list-roles'), 'Roles');
  const wanted = roles.filter((role) => isObject(role) && textOf(role['Path']).startsWith(prefix));
  const { items, ...rest } = iamPage(wanted, call);
  return { Roles: items.map(encodeDocuments), ...rest };
}

function samlProvider({ folder, input }: ServiceCall): JsonObject {
  const arn = requiredText(input, 'SAMLProviderArn');
  const listed = folder.has('iam.list-saml-providers')
    ? listIn(folder.read('iam.list-saml-providers'), 'SAMLProviderList')
    : undefined;
  if (listed?.some((provider) => isObject(provider) && provider['Arn'] === arn) === false) {
    throw new AwsError('NoSuchEntity', `The SAML provider ${arn} does not exist`);
  }
  return folder.read(`iam.get-saml-provider.${arn.split('/').at(-1)}`);
}

/** The role as GetAccountAuthorizationDetails has it. */
function roleDetail({ folder, input }: ServiceCall): JsonObject {
  const name = requiredText(input, 'RoleName');
  const roles = objectsIn(folder.read('iam.get-account-authorization-details'), 'RoleDetailList');
  return found(roles, 'RoleName', name, `The role with name ${name} cannot be found.`);
}

/** As GetRole gives it: without policies, and with what only ListRoles knows besides. */
function role(call: ServiceCall): JsonObject {
  const { RolePolicyList: _, AttachedManagedPolicies: __, InstanceProfileList: ___, ...detail } = roleDetail(call);
  const listed = objectsIn(call.folder.read('iam.list-roles'), 'Roles').find(
    (item) => item['RoleName'] === detail['RoleName'],
  );
  return { Role: encodeDocuments({ ...listed, ...detail }) };
}

const inlinePolicies = (call: ServiceCall): readonly JsonObject[] => objectsIn(roleDetail(call), 'RolePolicyList');

function rolePolicy(call: ServiceCall): JsonObject {
  const name = requiredText(call.input, 'PolicyName');
  const { PolicyDocument } = found(inlinePolicies(call), 'PolicyName', name, `There is no policy ${name}.`);
  const document = encodeDocuments({ PolicyDocument });
  return { RoleName: call.input['RoleName'], PolicyName: name, ...(isObject(document) ? document : {}) };
}

function managedPolicy({ folder, input }: ServiceCall): JsonObject {
  const arn = requiredText(input, 'PolicyArn');
  const policies = objectsIn(folder.read('iam.get-account-authorization-details'), 'Policies');
  const { PolicyVersionList: _, ...policy } = found(policies, 'Arn', arn, `Policy ${arn} does not exist.`);
  return policy;
}

function policyVersion({ folder, input }: ServiceCall): JsonObject {
  const arn = requiredText(input, 'PolicyArn');
  const id = requiredText(input, 'VersionId');
  const policies = objectsIn(folder.read('iam.get-account-authorization-details'), 'Policies');
  const versions = objectsIn(found(policies, 'Arn', arn, `Policy ${arn} does not exist.`), 'PolicyVersionList');
  return { PolicyVersion: encodeDocuments(found(versions, 'VersionId', id, `There is no version ${id}.`)) };
}

const objectsIn = (answer: JsonObject, list: string): readonly JsonObject[] => {
  const value = answer[list];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

function found(items: readonly JsonObject[], member: string, value: string, message: string): JsonObject {
  const item = items.find((candidate) => candidate[member] === value);
  if (item === undefined) throw new AwsError('NoSuchEntity', message);
  return item;
}

interface IamPage<T> {
  readonly items: readonly T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

function iamPage<T>(all: readonly T[], { operation, input, pageCap: cap }: ServiceCall): IamPage<T> {
  const request = { listing: operation, wanted: integer(input, 'MaxItems'), token: text(input, 'Marker'), cap };
  const { items, next } = cutPage(all, pages, request);
  return next === undefined ? { items, IsTruncated: false } : { items, IsTruncated: true, Marker: next };
}
