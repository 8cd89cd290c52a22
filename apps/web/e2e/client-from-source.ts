/** Preloaded into the example product, so that it runs on the client's source instead of its build, which tests do not have. */
import { registerHooks } from 'node:module';

const SOURCE = new URL('../../../packages/client/src/index.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@patchbay/client' ? { url: SOURCE, shortCircuit: true } : next(specifier, context),
});
