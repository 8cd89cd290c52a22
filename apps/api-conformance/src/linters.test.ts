import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describedOperations } from '../../server/test/support/described-api.ts';
import { describeV1 } from '../../server/src/platform/openapi/v1/describe-v1.ts';
import { runTool } from './run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchbay-openapi-'));
const document = join(folder, 'openapi.json');
writeFileSync(document, JSON.stringify(describeV1(describedOperations(), { publicUrl: 'https://connect.acme.dev' })));

afterAll(() => rmSync(folder, { recursive: true }));

/** What is excused stands in their configuration, each with its reason. */
describe('the OpenAPI document of version 1', () => {
  it('has neither an error nor a warning for Redocly', async () => {
    const args = ['lint', document, '--config', 'redocly.yaml'];
    const { code, output } = await runTool({ file: 'node_modules/@redocly/cli/bin/cli.js', args });
    expect(output).not.toMatch(/warning|error/i);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('is valid') as string });
  });

  it('has neither an error nor a warning for Spectral', async () => {
    const args = ['lint', document, '--ruleset', 'spectral.yaml', '--fail-severity', 'hint'];
    const linted = await runTool({ file: 'node_modules/@stoplight/spectral-cli/dist/index.js', args });
    expect(linted).toMatchObject({ code: 0, output: expect.stringContaining('No results') as string });
  });
});
