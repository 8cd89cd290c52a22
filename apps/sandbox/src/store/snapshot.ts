import { exactNumbers } from '../http/exact-numbers.ts';
import { emptyState } from './state.ts';
import type { SandboxState } from './state.ts';

// A snapshot may be read by another version of the code than the one that wrote it.
const format = 1;

/** The state as JSON text. */
export function writeSnapshot(state: SandboxState): string {
  const { verifierUrl, ...tables } = state;
  const rows = Object.entries(tables).map(([name, table]) => [name, [...table.values()]]);
  return JSON.stringify({ format, verifierUrl, ...Object.fromEntries(rows) });
}

/** Parses a snapshot; throws if the file is not one of ours, instead of overwriting it with an empty state. */
export function readSnapshot(text: string): SandboxState {
  const raw: unknown = JSON.parse(text, exactNumbers);
  if (!isRecord(raw) || raw['format'] !== format) throw new Error('not a sandbox state file of this version');
  const state = emptyState();
  state.verifierUrl = typeof raw['verifierUrl'] === 'string' ? raw['verifierUrl'] : null;
  fill(state.accounts, raw['accounts'], (row) => row.id);
  fill(state.links, raw['links'], (row) => row.token);
  fill(state.sessions, raw['sessions'], (row) => row.uri);
  fill(state.authConfigs, raw['authConfigs'], (row) => row.id);
  fill(state.triggerInstances, raw['triggerInstances'], (row) => row.id);
  fill(state.webhookSubscriptions, raw['webhookSubscriptions'], (row) => row.id);
  // Missing in older files.
  fill(state.foreignGrants, raw['foreignGrants'] ?? raw['strangers'] ?? [], (row) => row.id);
  fill(state.files, raw['files'] ?? [], (row) => row.key);
  fill(state.webhookEndpoints, raw['webhookEndpoints'] ?? [], (row) => row.id);
  return state;
}

// Rows are trusted once the format number matches, because only this module writes the file.
function fill<Row>(table: Map<string, Row>, rows: unknown, keyOf: (row: Row) => string): void {
  if (!Array.isArray(rows)) throw new Error('the sandbox state file is damaged');
  for (const row of rows as Row[]) table.set(keyOf(row), row);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
