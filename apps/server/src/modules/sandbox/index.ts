/** The public interface of this module. */
export type { SandboxControls } from './sandbox.port.ts';
