import { describe, expect, it } from 'vitest';
import { startSandbox } from './index.ts';
import { testSandbox } from './test-support/test-sandbox.ts';

describe('the HTTP edge', () => {
  it('refuses a missing and a wrong API key with 401', async () => {
    const sandbox = await testSandbox({ apiKey: 'right' });
    for (const headers of [{}, { 'x-api-key': 'wrong' }]) {
      const response = await fetch(`${sandbox.url}/api/v3.1/toolkits`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { status: 401, slug: 'HTTP_Unauthorized' } });
    }
  });

  it('answers an unknown route with the envelope', async () => {
    const sandbox = await testSandbox();
    for (const path of ['/nothing', '/api/v9/apps', '/link']) {
      const { status, body } = await sandbox.api('GET', path);
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { status: 404, slug: 'HTTP_NotFound', request_id: expect.any(String) } });
    }
  });

  it('answers a body that is not JSON, or not an object, with 400', async () => {
    const sandbox = await testSandbox();
    for (const body of ['{', '[]', '"text"', '{"auth_config_id":{"$ne":null},"user_id":[]}']) {
      const headers = { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' };
      const response = await fetch(`${sandbox.url}/api/v3.1/connected_accounts/link`, {
        method: 'POST',
        headers,
        body,
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { status: 400 } });
    }
  });

  it('tells without a key that it is up', async () => {
    const sandbox = await testSandbox();
    const response = await fetch(`${sandbox.url}/sandbox/health`);
    expect(await response.json()).toMatchObject({ status: 'ok' });
  });

  it('rejects when the port is taken', async () => {
    const sandbox = await testSandbox();
    await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('puts the public URL, path included, into every link', async () => {
    const sandbox = await testSandbox({ publicUrl: 'https://product.example/provider/' });
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    expect(link.url).toBe(`https://product.example/provider/link/${link.token}`);
    const page = await (await fetch(`${sandbox.url}/link/${link.token}`)).text();
    expect(page).toContain('action="/provider/link/');
    expect(page).toContain('href="/provider/assets/link.css"');
  });
});
