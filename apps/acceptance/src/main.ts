import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { startSandbox } from '@patchbay/sandbox';
import { bareApi } from './api.ts';
import { CHECKS } from './checks/index.ts';
import { readOptions } from './options.ts';
import { personAtTerminal } from './persons/at-terminal.ts';
import { personInSandbox } from './persons/in-sandbox.ts';
import { lineOf, reportOf, withoutSecrets } from './report.ts';
import { runAcceptance } from './run.ts';

const DEFAULT_BASE_URL = 'https://backend.composio.dev';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const options = readOptions(process.argv.slice(2), process.env);
const { COMPOSIO_API_KEY: apiKey, COMPOSIO_BASE_URL: baseUrl = DEFAULT_BASE_URL } = process.env;
const sandbox = options.sandbox ? await startSandbox({ legacyGone: true }) : null;
const access = sandbox ? { apiKey: sandbox.apiKey, baseUrl: sandbox.url } : { apiKey: apiKey ?? '', baseUrl };

if (access.apiKey === '') {
  print('Set COMPOSIO_API_KEY to the key of a Composio project for tests, or add --sandbox.');
  process.exit(2);
}

const interrupted = new AbortController();
process.once('SIGINT', () => {
  print('\nInterrupted. Removing what was made …');
  interrupted.abort();
});
process.once('SIGTERM', () => interrupted.abort());

const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.on('SIGINT', () => process.emit('SIGINT'));
const control = bareApi(access);
const person = sandbox
  ? personInSandbox((method, path, body) => control(method, `/sandbox${path}`, body))
  : personAtTerminal(terminal, print);

const hide = [access.apiKey, options.appKey ?? ''];
const run = await runAcceptance({
  options,
  access,
  person,
  checks: CHECKS,
  signal: interrupted.signal,
  onResult: (result) => print(withoutSecrets(lineOf(result), hide)),
});
writeFileSync(options.report, reportOf(run, hide));
const failed = run.results.filter(({ outcome }) => outcome === 'failed').length;
const passed = run.results.filter(({ outcome }) => outcome === 'as expected').length;
print(
  `\n${passed} as expected, ${failed} failed, ${run.results.length - passed - failed} skipped. Report: ${options.report}`,
);
terminal.close();
await sandbox?.stop();
process.exit(failed > 0 || run.left.length > 0 || interrupted.signal.aborted ? 1 : 0);
