import { expect, it } from 'vitest';
import { addToLogContext, withLogContext } from './log-context.ts';
import { createLogger } from './logger.ts';

it('each line says which request, workspace, person and process it belongs to', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('info', { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  const request = (reference: string) =>
    withLogContext({ reference, traceId: 't', traceFlags: '01' }, async () => {
      addToLogContext({ workspaceId: `w-${reference}`, userId: `u-${reference}` });
      await Promise.resolve();
      log.info({ app: 'slack' }, 'connected');
    });
  await Promise.all([request('a'), request('b')]);
  log.info('without a request');
  expect(lines).toMatchObject([
    { reference: 'a', workspaceId: 'w-a', userId: 'u-a', traceId: 't', app: 'slack', process: expect.any(String) },
    { reference: 'b', workspaceId: 'w-b', userId: 'u-b', app: 'slack' },
    { process: expect.any(String), msg: 'without a request' },
  ]);
  expect(Object.keys(lines[0]!)).not.toContain('traceFlags');
  expect(Object.keys(lines[2]!)).not.toContain('reference');
});
