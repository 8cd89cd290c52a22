import { type Check, expectThat, Skipped } from '../check.ts';
import type { World } from '../world.ts';

const EVENTS = ['composio.trigger.message', 'composio.connected_account.expired', 'composio.trigger.disabled'];

export const webhookSecretIsToldOnce: Check = {
  name: 'webhook secret',
  expected: 'The signing secret is told when the subscription is made, and not when it is read.',
  async run(world) {
    const { provider, kept } = world;
    const made = await provider.ensureWebhook({ url: urlOf(world, await provider.readWebhook()), events: EVENTS });
    world.made.add('webhook subscription', () => world.api('DELETE', `/webhook_subscriptions/${made.id}`));
    expectThat(made.secret !== null, 'no secret at creation');
    kept.webhookSecret = made.secret;
    const { body } = await world.api('GET', `/webhook_subscriptions/${made.id}`);
    expectThat(typeof body['secret'] !== 'string', 'it is told when read as well');
    return 'told once';
  },
};

/** A project has one subscription: another program's is left alone. */
function urlOf({ options, listener }: World, present: object | null): string {
  if (present) throw new Skipped('the project has a webhook subscription already; use a project of its own');
  if (!options.sandbox && options.publicUrl === null) throw new Skipped('needs --public-url, a tunnel to this machine');
  return `${options.publicUrl ?? listener.url}/webhook`;
}
