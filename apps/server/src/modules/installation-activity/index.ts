/** The public interface of this module. */
export { type ActivityDeps, recordChanges } from './record-changes.ts';
export { writeRecorder } from './write-recorder.ts';
