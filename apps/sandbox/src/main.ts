import { parseArgs } from 'node:util';
import { builtInCatalog } from './catalog/data/index.ts';
import { generatedCatalog } from './catalog/generated-catalog.ts';
import { startSandbox } from './sandbox.ts';
import type { SandboxOptions } from './options.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4001' },
    host: { type: 'string' },
    state: { type: 'string' },
    'public-url': { type: 'string' },
    'api-key': { type: 'string' },
    toolkits: { type: 'string' },
    actions: { type: 'string' },
    triggers: { type: 'string' },
    latency: { type: 'string' },
    'legacy-gone': { type: 'boolean' },
    'verifier-url': { type: 'string' },
  },
});

const sizes = {
  toolkits: Number(values.toolkits ?? 0),
  actions: Number(values.actions ?? 0),
  triggers: Number(values.triggers ?? 0),
};
const generated = Object.values(sizes).some((size) => size > 0);

const options: SandboxOptions = {
  port: Number(values.port),
  ...(values.host !== undefined && { host: values.host }),
  ...(values.state !== undefined && { stateFile: values.state }),
  ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
  ...(values['api-key'] !== undefined && { apiKey: values['api-key'] }),
  ...(values['verifier-url'] !== undefined && { verifierUrl: values['verifier-url'] }),
  ...(values.latency !== undefined && { latencyMs: Number(values.latency) }),
  ...(values['legacy-gone'] !== undefined && { legacyGone: values['legacy-gone'] }),
  ...(generated && { catalog: generatedCatalog(builtInCatalog(), sizes) }),
};

const sandbox = await startSandbox(options);
process.stdout.write(`sandbox listening on ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
