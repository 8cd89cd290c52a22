export { databaseHome } from './database-home.ts';
export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
export { type EmbeddedPostgres, hasDatabase, startEmbeddedPostgres } from './embedded-postgres.ts';
export { readPostmasterFile } from './postmaster-file.ts';
export { hasEnded, signal } from './server-process.ts';
