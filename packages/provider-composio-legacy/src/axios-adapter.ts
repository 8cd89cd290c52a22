import type { Composio } from 'composio-core';
import type { ProviderFetch } from '@patchbay/provider';

type Instance = ReturnType<Composio['backendClient']['getAxiosInstance']>;
type Adapter = Extract<Instance['defaults']['adapter'], (...args: never[]) => unknown>;

/**
 * Sends the requests of the SDK's axios through our own `fetch`, so that both SDKs have the same limits and retries,
 * and the real status of a response is known (the SDK throws a TypeError on 403, 409, 410, 422 and 503).
 */
export function axiosAdapter(instance: Instance, send: ProviderFetch): Adapter {
  return async (config) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(config.headers.toJSON())) {
      // By mistake the SDK also sends a header called `common` that contains the key.
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

/** Throws a SyntaxError. Axios would pass on invalid JSON as text, which the SDK turns into an empty list. */
async function read(answer: Response): Promise<unknown> {
  const copy = answer.clone();
  return (await copy.text()) === '' ? {} : answer.json();
}
