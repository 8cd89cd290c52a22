import type { Found, Given } from './flow.js';
import { createClient } from './hey-api/client/index.js';
import {
  actionsExecute,
  connectionsAdd,
  connectionsEnableActions,
  connectionsList,
  connectionsPosition,
  connectionsWatch,
} from './hey-api/index.js';

/** With the client that @hey-api/openapi-ts generated. */
export async function run({ baseUrl, token, workspaceId, connect }: Given): Promise<Found> {
  const client = createClient({ baseUrl, auth: token, headers: { 'x-patchbay-workspace': workspaceId } });
  const position = await connectionsPosition({ client, throwOnError: true });
  const added = await connectionsAdd({ client, body: { app: 'slack', label: 'hey-api' }, throwOnError: true });
  const { id } = added.data.connection;
  await connect(id);

  const listed = await connectionsList({ client, query: { status: 'active', search: 'hey-api' }, throwOnError: true });
  const enabled = await connectionsEnableActions({
    client,
    body: { id, actions: ['SLACK_SEND_MESSAGE'] },
    throwOnError: true,
  });
  const call = { connectionId: id, action: 'SLACK_SEND_MESSAGE' };
  const ran = await actionsExecute({
    client,
    body: { ...call, arguments: { channel: '#general', text: 'Hello' } },
    throwOnError: true,
  });
  const refused = await actionsExecute({ client, body: { ...call, arguments: {} } });

  const stop = new AbortController();
  const query = { lastEventId: position.data.lastEventId };
  const { stream } = await connectionsWatch({ client, query, signal: stop.signal });
  const first = await stream.next();
  stop.abort();
  return {
    outcome: added.data.outcome,
    statuses: listed.data.items.map(({ status }) => status),
    enabled: enabled.data.actions,
    successful: ran.data.successful,
    code: refused.error?.code ?? '',
    event: first.done ? '' : first.value.event,
  };
}
