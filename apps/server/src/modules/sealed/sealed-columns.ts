import type { Tables } from '../../platform/orm/table-types.ts';

type Sealed = 'endpoints' | 'webhook_sources' | 'connection_attempts';

/** A column with sealed values, and the columns of its row that they are bound to. */
export type SealedColumn = {
  [Table in Sealed]: {
    table: Table;
    column: Extract<keyof Tables[Table], `${string}_sealed`>;
    /** The columns with the workspace's id and the row's id, as passed to the vault; together they identify the row. */
    workspaceId: (keyof Tables[Table] & string) | null;
    rowId: keyof Tables[Table] & string;
    /** Restricts the rows to those in use: a value that is no longer needed is not sealed again. */
    onlyOpen: boolean;
  };
}[Sealed];

const ENDPOINT = { table: 'endpoints', workspaceId: 'workspace_id', rowId: 'id', onlyOpen: false } as const;
const SOURCE = { table: 'webhook_sources', workspaceId: null, rowId: 'source', onlyOpen: false } as const;

/** All sealed columns. A column that is missing here becomes unreadable when the secret is changed. */
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
