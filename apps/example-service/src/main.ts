import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPatchbayClient } from '@patchbay/client';

/**
 * A service as a customer would write it: lists connections, executes an action, then follows every change of the
 * workspace's connections and every event of their triggers, through restarts of Patchbay and of itself.
 */
const { PATCHBAY_URL = '', PATCHBAY_KEY = '', PATCHBAY_WORKSPACE = '', PLACE_FOLDER = '.' } = process.env;

const patchbay = createPatchbayClient({
  baseUrl: PATCHBAY_URL,
  serviceKey: PATCHBAY_KEY,
  workspace: PATCHBAY_WORKSPACE,
  subject: 'example-service',
});

// Positions are read before the list: a change in between is repeated, and none is missed.
const changes = readPlace('changes') ?? (await patchbay.connections.position()).lastEventId;
const events = readPlace('events') ?? (await patchbay.events.position()).lastEventId;
const { items } = await patchbay.connections.list({ status: 'active' });
say({ connected: items.map(({ app, label }) => ({ app: app.slug, label })) });

const slack = items.find(({ app }) => app.slug === 'slack');
if (slack) {
  const { successful, replayed } = await patchbay.actions.execute({
    connectionId: slack.id,
    action: 'SLACK_SEND_MESSAGE',
    arguments: { channel: '#general', text: 'The example service is here.' },
    // Regardless of how often this service starts today, the message is sent once.
    idempotencyKey: `hello-${slack.id}`,
  });
  say({ sent: successful, replayed });
}

say({ following: { changes, events } });
await Promise.all([followChanges(), followEvents()]);

async function followChanges(): Promise<void> {
  for await (const { id, data } of patchbay.connections.watch({ lastEventId: changes })) {
    say({ change: data.event, app: data.app, label: data.connection?.label ?? null });
    keepPlace('changes', id);
  }
}

async function followEvents(): Promise<void> {
  for await (const { id, data } of patchbay.events.watch({ lastEventId: events, payload: true })) {
    say({ event: data.trigger, app: data.app?.slug ?? null, payload: data.payload });
    keepPlace('events', id);
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function readPlace(name: string): string | undefined {
  const file = join(PLACE_FOLDER, `${name}.place`);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Renamed into place, so that a crash leaves the old or the new file, never a partial one. */
function keepPlace(name: string, id: string): void {
  const file = join(PLACE_FOLDER, `${name}.place`);
  writeFileSync(`${file}.new`, id);
  renameSync(`${file}.new`, file);
}
