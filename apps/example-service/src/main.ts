import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createPatchbayClient } from '@patchbay/client';

/**
 * A service as a customer would write it: lists what is connected, runs an action, then follows every change of the
 * workspace's connections, through restarts of Patchbay and of itself.
 */
const { PATCHBAY_URL = '', PATCHBAY_KEY = '', PATCHBAY_WORKSPACE = '', PLACE_FILE = 'place.txt' } = process.env;

const patchbay = createPatchbayClient({
  baseUrl: PATCHBAY_URL,
  serviceKey: PATCHBAY_KEY,
  workspace: PATCHBAY_WORKSPACE,
  subject: 'example-service',
});

// The place is taken before the list is read: a change in between comes again, and none is missed.
const start = readPlace() ?? (await patchbay.connections.position()).lastEventId;
const { items } = await patchbay.connections.list({ status: 'active' });
say({ connected: items.map(({ app, label }) => ({ app: app.slug, label })) });

const slack = items.find(({ app }) => app.slug === 'slack');
if (slack) {
  const { successful, replayed } = await patchbay.actions.execute({
    connectionId: slack.id,
    action: 'SLACK_SEND_MESSAGE',
    arguments: { channel: '#general', text: 'The example service is here.' },
    // However often this service is started today, the message is sent once.
    idempotencyKey: `hello-${slack.id}`,
  });
  say({ sent: successful, replayed });
}

say({ following: start });
for await (const { id, data } of patchbay.connections.watch({ lastEventId: start })) {
  say({ change: data.event, app: data.app, label: data.connection?.label ?? null });
  keepPlace(id);
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function readPlace(): string | undefined {
  return existsSync(PLACE_FILE) ? readFileSync(PLACE_FILE, 'utf8') : undefined;
}

/** Renamed into place: a crash leaves the old one or the new one, never half of one. */
function keepPlace(id: string): void {
  writeFileSync(`${PLACE_FILE}.new`, id);
  renameSync(`${PLACE_FILE}.new`, PLACE_FILE);
}
