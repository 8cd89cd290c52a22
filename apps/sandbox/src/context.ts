import type { Catalog } from './catalog/catalog.ts';
import type { FaultBook } from './control/faults.ts';
import type { RequestRecorder } from './control/recorder.ts';
import type { Switches } from './control/switches.ts';
import type { Receivers } from './receivers/receivers.ts';
import type { SandboxOptions } from './options.ts';
import type { Store } from './store/store.ts';

/** Shared by all routes and use cases of one running sandbox. */
export interface SandboxContext {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly recorder: RequestRecorder;
  readonly faults: FaultBook;
  readonly switches: Switches;
  readonly receivers: Receivers;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Advances the clock by this many milliseconds. */
  readonly advanceClock: (ms: number) => void;
  readonly linkTtlMs: number;
  readonly apiKey: string;
  readonly onAnswer: SandboxOptions['onAnswer'];
  /** A function, because it is only known once the port is bound. No trailing slash. */
  readonly publicUrl: () => string;
}
