import { randomUUID } from 'node:crypto';
import type { Provider } from '@patchbay/provider';
import type { Account, Link } from '@patchbay/provider';
import { type Api, valueAt } from './api.ts';
import { expectThat } from './check.ts';
import type { Listener } from './listener.ts';
import type { Made } from './made.ts';
import type { Options } from './options.ts';

/** Who does what a program cannot: approves in a browser, makes an app send something, lets time pass. */
export interface Person {
  /** Opens the address in a browser and approves, as this person where it can be chosen. */
  approve(link: Link, who: string): Promise<void>;
  /** Makes the app do what the trigger listens for. */
  cause(triggerId: string): Promise<void>;
  /** Lets so much time pass at the provider. Milliseconds. */
  pass(ms: number): Promise<void>;
  /** Switches the verifier URL of the project, where a program can; null switches it off. */
  setVerifier(url: string | null): Promise<void>;
}

/** What checks work with. */
export interface World {
  options: Options;
  provider: Provider;
  api: Api;
  listener: Listener;
  person: Person;
  made: Made;
  /** The user of this run at the provider, like a workspace of the product. */
  userId: string;
  /** What one check leaves to the next ones. */
  kept: { account?: Account; triggerId?: string; webhookSecret?: string };
}

/** Milliseconds that a person has to approve. */
export const PATIENCE_MS = 9 * 60_000;

/** Opens a flow as the product does; its account is removed at the end. */
export async function openLink({ provider, made, userId, listener, options }: World): Promise<Link> {
  const attemptId = randomUUID();
  const link = await provider.openLink({
    workspaceId: userId,
    workspaceName: 'Acceptance run',
    appSlug: options.oauthApp,
    attemptId,
    callbackUrl: `${listener.url}/callback?nonce=${attemptId}`,
  });
  made.add(`account ${link.accountId}`, () => provider.deleteAccount(link.accountId));
  return link;
}

/** The whole way of the product: a link, an approval, the return, and the account as it is read then. */
export async function connect(world: World, who = 'Ada'): Promise<Account> {
  const link = await openLink(world);
  await world.person.approve(link, who);
  await world.listener.next('/callback', PATIENCE_MS);
  const account = await world.provider.readAccount(link.accountId);
  expectThat(account?.status === 'active', `after the approval the account is ${account?.status ?? 'not there'}`);
  return account;
}

/** What went before, for checks that need it. */
export function connected({ kept }: World): Account {
  expectThat(kept.account !== undefined, 'the app could not be connected before');
  return kept.account;
}

/** An auth config of the app that is removed at the end. */
export async function authConfig(world: World, app: string, config: object): Promise<string> {
  const { status, body } = await world.api('POST', '/auth_configs', { toolkit: { slug: app }, auth_config: config });
  const id = valueAt(body, 'auth_config', 'id');
  expectThat(typeof id === 'string', `an auth config for ${app} was answered with ${status}`);
  world.made.add(`auth config ${id}`, () => world.api('DELETE', `/auth_configs/${id}`));
  return id;
}
