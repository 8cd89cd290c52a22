import type { Catalog } from './catalog/catalog.ts';
import type { FaultBook } from './control/faults.ts';
import type { RequestRecorder } from './control/recorder.ts';
import type { Switches } from './control/switches.ts';
import type { SandboxOptions } from './options.ts';
import type { Store } from './store/store.ts';

/** What every route and use case of one running sandbox shares. */
export interface SandboxContext {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly recorder: RequestRecorder;
  readonly faults: FaultBook;
  readonly switches: Switches;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Sets the clock forward, milliseconds. */
  readonly advanceClock: (ms: number) => void;
  readonly linkTtlMs: number;
  readonly apiKey: string;
  readonly onAnswer: SandboxOptions['onAnswer'];
  /** Known only once the port is bound, therefore a function. No trailing slash. */
  readonly publicUrl: () => string;
}
