/** The public interface of this module. */
export { type Access, type Actor, actorSchema, PROVIDER, SYSTEM } from './access.ts';
export type { InstallationCaller, InstallationKeys } from './installation-caller.ts';
export { lockWorkspace } from './lock-workspace.ts';
export { openProcedure } from './open-procedure.ts';
export { createProcedures, type Procedures } from './procedures.ts';
export type { RecordWrite, Write } from './record-write.ts';
export type { ReadKey, ServiceCaller } from './service-caller.ts';
export { adminsAmong, type ShownTo, wasShown } from './was-shown.ts';
