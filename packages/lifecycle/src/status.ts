/** The values of the `status` column, in lifecycle order. Part of the schema: renaming one needs a migration. */
export const STATUSES = ['added', 'pending', 'active', 'expired'] as const;

export type Status = (typeof STATUSES)[number];

/** A status, or `none` for an app that is not in the workspace. */
export type MachineState = Status | 'none';
