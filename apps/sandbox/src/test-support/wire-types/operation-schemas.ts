import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Schema } from '@cfworker/json-schema';
import { clientDeclarations, clientOperations, clientVersion, type Operation } from './client-package.ts';

/** An operation with its response schemas by status; null if the client leaves them open. */
export interface OperationSchemas extends Omit<Operation, 'type'> {
  byStatus: Record<string, Schema> | null;
}

const folder = join(import.meta.dirname, '../../../node_modules/.cache/wire-types');

/**
 * The responses of every operation of the newest client. Generated from the installed package, which takes some
 * seconds, and cached next to it, so that nothing is copied into the repository.
 */
export async function operationSchemas(): Promise<OperationSchemas[]> {
  const code = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 12);
  const cached = join(folder, `${clientVersion}-${code}.json`);
  if (!existsSync(cached)) replaceFile(cached, JSON.stringify(await generate()));
  return JSON.parse(readFileSync(cached, 'utf8')) as OperationSchemas[];
}

async function generate(): Promise<OperationSchemas[]> {
  const { createGenerator } = await import('ts-json-schema-generator');
  const path = join(folder, `${process.pid}.types.ts`);
  replaceFile(path, exportedAnswers(clientDeclarations()));
  const options = { skipTypeCheck: true, additionalProperties: false, topRef: false, jsDoc: 'none' } as const;
  const generator = createGenerator({ ...options, path, expose: 'none' });
  return clientOperations().map(({ type, ...operation }) => ({
    ...operation,
    byStatus: type === null ? null : ((generator.createSchema(type).properties ?? {}) as Record<string, Schema>),
  }));
}

/** A separate module: the generator reads a module's exports, and the package does not export these types. */
function exportedAnswers(declarations: string): string {
  return declarations.replace(/^(export|import) .*$/gm, '').replace(/^type (\w+Responses) = /gm, 'export type $1 = ');
}

/** Atomically, because other workers may be reading it. */
function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
