import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';
import type { SandboxOptions } from './options.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4001' },
    host: { type: 'string' },
    state: { type: 'string' },
    'public-url': { type: 'string' },
    'api-key': { type: 'string' },
  },
});

const options: SandboxOptions = {
  port: Number(values.port),
  ...(values.host !== undefined && { host: values.host }),
  ...(values.state !== undefined && { stateFile: values.state }),
  ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
  ...(values['api-key'] !== undefined && { apiKey: values['api-key'] }),
};

const sandbox = await startSandbox(options);
process.stdout.write(`sandbox listening on ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0));
  });
}
