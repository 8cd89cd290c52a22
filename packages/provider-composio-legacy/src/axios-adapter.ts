import type { Composio } from 'composio-core';
import type { ProviderFetch } from '@patchbay/provider';

type Instance = ReturnType<Composio['backendClient']['getAxiosInstance']>;
type Adapter = Extract<Instance['defaults']['adapter'], (...args: never[]) => unknown>;

/**
 * Sends what the SDK's axios wants to send through our own `fetch`, so that both SDKs have the same bounds and retries,
 * and the true status of an answer is known (the SDK throws a TypeError on 403, 409, 410, 422 and 503).
 */
export function axiosAdapter(instance: Instance, send: ProviderFetch): Adapter {
  return async (config) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(config.headers.toJSON())) {
      // By mistake the SDK also sends a header called `common`, with the key in it.
      if (name !== 'common' && value != null) headers.set(name, String(value));
    }
    const method = (config.method ?? 'get').toUpperCase();
    const body = config.data === undefined ? {} : { body: String(config.data) };
    const answer = await send(instance.getUri(config), { method, headers, ...body });
    return {
      data: await read(answer),
      status: answer.status,
      statusText: '',
      headers: Object.fromEntries(answer.headers),
      config,
    };
  };
}

/** Throws a SyntaxError. Axios hands out text that is no JSON as if it were an answer, and the SDK makes an empty list of it. */
async function read(answer: Response): Promise<unknown> {
  const copy = answer.clone();
  return (await copy.text()) === '' ? {} : answer.json();
}
