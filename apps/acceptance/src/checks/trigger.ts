import { createHmac, timingSafeEqual } from 'node:crypto';
import { valueAt } from '../api.ts';
import { type Check, expectThat, Skipped } from '../check.ts';
import type { Arrival } from '../listener.ts';
import { connected, APPROVAL_TIMEOUT_MS } from '../world.ts';

export const triggerIsArmed: Check = {
  name: 'trigger armed',
  expected: 'A trigger can be armed on the account, and arming it again makes no second one.',
  async run(world) {
    const { provider, userId: workspaceId, options } = world;
    const request = {
      workspaceId,
      accountId: connected(world).id,
      triggerSlug: options.trigger,
      config: options.given,
    };
    const [id, again] = [await provider.armTrigger(request), await provider.armTrigger(request)];
    world.made.add(`trigger ${id}`, () => provider.deleteTrigger(id));
    expectThat(id === again, 'a second one was made');
    world.kept.triggerId = id;
    return 'armed once';
  },
};

export const triggerFires: Check = {
  name: 'trigger fired, signature',
  expected:
    'A message of the trigger arrives, signed as Patchbay checks it, with an id msg_<uuid> that is also in its body.',
  async run({ kept, person, listener }) {
    const { triggerId, webhookSecret } = kept;
    if (!triggerId || !webhookSecret) throw new Skipped('needs the trigger and the webhook of the checks before');
    await person.cause(triggerId);
    const message = await listener.next('/webhook', APPROVAL_TIMEOUT_MS);
    const body: unknown = JSON.parse(message.body);
    const id = String(message.headers['webhook-id']);
    expectThat(isSigned(message, webhookSecret), 'the signature does not fit');
    expectThat(/^msg_[0-9a-f-]{36}$/.test(id), `the id is like ${id.replaceAll(/[0-9a-f]/g, 'x')}`);
    expectThat(
      valueAt(body, 'id') === id && valueAt(body, 'metadata', 'trigger_id') === triggerId,
      'it is about something else',
    );
    return 'signed, and about this trigger';
  },
};

function isSigned({ headers, body }: Arrival, secret: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = Buffer.from(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
  const given = String(headers['webhook-signature'])
    .split(' ')
    .map((each) => Buffer.from(each));
  return given.some((each) => each.length === expected.length && timingSafeEqual(each, expected));
}
