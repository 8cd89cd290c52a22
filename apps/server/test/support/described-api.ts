import { createAppRouter } from '../../src/app-router.ts';
import { createProcedures } from '../../src/modules/access/index.ts';
import { serviceOperations } from '../../src/platform/openapi/openapi.route.ts';
import type { Operation } from '../../src/platform/openapi/operation.ts';

/** The operations of the API without a running server: routers are made of their dependencies, and use them only when called. */
export function describedOperations(): Operation[] {
  const procedures = createProcedures(anything);
  const deps = { procedures, provider: anything, vault: anything, clock: anything };
  const orAnything = (known: typeof deps, name: string | symbol) =>
    name in known ? known[name as keyof typeof deps] : anything;
  return serviceOperations(createAppRouter(new Proxy(deps, { get: orAnything }) as never));
}

/** Has every property, can be called and constructed, and is of any type. */
const anything: never = new Proxy(() => undefined, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : anything),
  apply: () => anything,
  construct: () => anything,
}) as never;
