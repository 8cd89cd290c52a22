import type { EntityName } from '@mikro-orm/core';
import type { AnyRouter } from '@trpc/server';

/**
 * What a module brings to the server. `Deps` is the part of the composition that it needs; TypeScript checks that the
 * composition has all of it.
 */
export interface ServerModule<Deps = never> {
  name: string;
  /** Its tables. */
  entities?: readonly EntityName[];
  /** Its procedures, by the name they are called by. */
  routers?: (deps: Deps) => Record<string, AnyRouter>;
  /** Registers handlers with jobs, backlogs and the ports of other modules. Called once, before any of them runs. */
  register?: (deps: Deps) => void;
}
