import type { EntitySchemaWithMeta } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/postgresql';

/**
 * Every table of this installation by its name, with its columns. Each module adds its own beside the entity, so that this
 * file depends on none of them:
 *
 *     declare module '../../platform/orm/table-types.ts' {
 *       interface Tables {
 *         endpoints: TableOf<typeof Endpoint>;
 *       }
 *     }
 */
export interface Tables {}

/** The columns of an entity's table as SQL has them, so that a statement that names a renamed one does not compile. */
export type TableOf<Entity extends EntitySchemaWithMeta> = InferKyselyTable<Entity>;
