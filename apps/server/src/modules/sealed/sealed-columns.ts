import type { Tables } from '../../platform/orm/table-types.ts';

type Sealed = 'endpoints' | 'webhook_sources' | 'connection_attempts';

/** A column whose values are sealed by the vault, and what of its row they are bound to. */
export type SealedColumn = {
  [Table in Sealed]: {
    table: Table;
    column: Extract<keyof Tables[Table], `${string}_sealed`>;
    /** The columns of the workspace and of the row's id, as the vault is given them; together they name the row. */
    workspaceId: (keyof Tables[Table] & string) | null;
    rowId: keyof Tables[Table] & string;
    /** Which rows count: what is of no use any more needs no new seal. */
    onlyOpen: boolean;
  };
}[Sealed];

const ENDPOINT = { table: 'endpoints', workspaceId: 'workspace_id', rowId: 'id', onlyOpen: false } as const;
const SOURCE = { table: 'webhook_sources', workspaceId: null, rowId: 'source', onlyOpen: false } as const;

/** Everything that is sealed at rest. A column that is missing here becomes unreadable when the secret is changed. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { ...ENDPOINT, column: 'secret_sealed' },
  { ...ENDPOINT, column: 'previous_secret_sealed' },
  { ...SOURCE, column: 'secret_sealed' },
  { ...SOURCE, column: 'previous_secret_sealed' },
  {
    table: 'connection_attempts',
    column: 'return_session_sealed',
    workspaceId: 'workspace_id',
    rowId: 'id',
    onlyOpen: true,
  },
];
