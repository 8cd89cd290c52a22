/** A column whose values are sealed by the vault, and what of its row they are bound to. */
export interface SealedColumn {
  table: string;
  column: string;
  /** SQL of the workspace and of the row's id, as the vault is given them; together they name the row. */
  workspaceId: string;
  rowId: string;
  /** Which rows count: what is of no use any more needs no new seal. */
  where: string;
}

const ENDPOINT = { table: 'endpoints', workspaceId: 'workspace_id', rowId: 'id::text', where: 'true' };
const SOURCE = { table: 'webhook_sources', workspaceId: `'-'`, rowId: 'source', where: 'true' };

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
    rowId: 'id::text',
    where: `status = 'open'`,
  },
];
