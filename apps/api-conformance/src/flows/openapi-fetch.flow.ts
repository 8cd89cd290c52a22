import createClient from 'openapi-fetch';
import type { Found, Given } from './flow.js';
import type { paths } from './openapi-typescript/schema.js';

/** With openapi-fetch, on the types that openapi-typescript generated. */
export async function run({ baseUrl, token, workspaceId, connect }: Given): Promise<Found> {
  const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': workspaceId };
  const client = createClient<paths>({ baseUrl, headers });
  const position = await client.GET('/connections/position');
  const added = await client.POST('/connections/add', { body: { app: 'slack', label: 'openapi-fetch' } });
  if (!added.data) throw new Error(added.error.detail);
  const { id } = added.data.connection;
  await connect(id);

  const listed = await client.GET('/connections/list', {
    params: { query: { status: 'active', search: 'openapi-fetch' } },
  });
  const enabled = await client.POST('/connections/enableActions', { body: { id, actions: ['SLACK_SEND_MESSAGE'] } });
  const call = { connectionId: id, action: 'SLACK_SEND_MESSAGE', files: {} };
  const ran = await client.POST('/actions/execute', {
    body: { ...call, arguments: { channel: '#general', text: 'Hello' } },
  });
  const refused = await client.POST('/actions/execute', { body: { ...call, arguments: {} } });

  const stop = new AbortController();
  const query = { lastEventId: position.data?.lastEventId ?? '' };
  const stream = await client.GET('/connections/watch', { params: { query }, parseAs: 'stream', signal: stop.signal });
  const event = await firstEventOf(stream.data);
  stop.abort();
  return {
    outcome: added.data.outcome,
    statuses: listed.data?.items.map(({ status }) => status) ?? [],
    enabled: enabled.data?.actions ?? [],
    successful: ran.data?.successful ?? false,
    code: refused.error?.code ?? '',
    event,
  };
}

async function firstEventOf(body: ReadableStream<Uint8Array> | null | undefined): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of body ?? []) {
    text += decoder.decode(part);
    const data = /^data: (.*)$/m.exec(text)?.[1];
    if (data !== undefined) return (JSON.parse(data) as { event: string }).event;
  }
  return '';
}
