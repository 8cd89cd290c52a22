import type { ErrorCode } from '@patchbay/contracts';
import type { Operation } from '../operation.ts';

/** What every call can be answered, by a limit, its credentials, its input or our own failures. */
const OF_ALL: readonly ErrorCode[] = [
  'INPUT_INVALID',
  'INPUT_UNKNOWN_FIELD',
  'CREDENTIALS_AMBIGUOUS',
  'UNAUTHENTICATED',
  'KEY_INVALID',
  // To an installation key: most operations are for keys of workspaces.
  'KEY_NOT_ALLOWED',
  'KEY_ADDRESS_REFUSED',
  'ORIGIN_FOREIGN',
  'RATE_LIMITED',
  'INTERNAL',
  'UNAVAILABLE',
  'TRY_AGAIN',
];

const OF_CHANGES: readonly ErrorCode[] = ['MEDIA_TYPE_UNSUPPORTED', 'BODY_TOO_LARGE'];

/** Of calls that act in one workspace, by a key or as a member. */
const IN_A_WORKSPACE: readonly ErrorCode[] = [
  'SUBJECT_INVALID',
  'WORKSPACE_MISSING',
  'WORKSPACE_UNKNOWN',
  'WORKSPACE_ARCHIVED',
  'SCOPE_MISSING',
  'FORBIDDEN',
];

/** Of calls that an installation key may make. */
const BY_INSTALLATION: readonly ErrorCode[] = ['INSTALLATION_ADMIN_ONLY'];

/** Every code that an operation can answer. Those beyond its kind stand beside the procedure: see `documented`. */
export function errorsOf({ method, procedure }: Pick<Operation, 'method' | 'procedure'>): ErrorCode[] {
  const { docs, policy, installationScope } = procedure.meta;
  return [
    ...new Set([
      ...OF_ALL,
      ...(method === 'post' ? OF_CHANGES : []),
      ...IN_A_WORKSPACE,
      ...(installationScope === undefined ? [] : BY_INSTALLATION),
      ...(policy === 'services' ? (['SERVICES_ONLY'] as const) : []),
      ...(docs?.errors ?? []),
    ]),
  ];
}
