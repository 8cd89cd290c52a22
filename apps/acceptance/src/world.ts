import { randomUUID } from 'node:crypto';
import type { Provider } from '@patchbay/provider';
import type { Account, Link } from '@patchbay/provider';
import { type Api, valueAt } from './api.ts';
import { expectThat } from './check.ts';
import type { Listener } from './listener.ts';
import type { Made } from './made.ts';
import type { Options } from './options.ts';

/** Does what a program cannot: approves in a browser, makes an app send something, lets time pass. */
export interface Person {
  /** Opens the address in a browser and approves, as this person if that can be chosen. */
  approve(link: Link, who: string): Promise<void>;
  /** Makes the app do what fires the trigger. */
  cause(triggerId: string): Promise<void>;
  /** Lets this many milliseconds pass at the provider. */
  pass(ms: number): Promise<void>;
  /** Sets the project's verifier URL, if a program can; null disables it. */
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
  /** Results that one check passes to the next ones. */
  kept: { account?: Account; triggerId?: string; webhookSecret?: string };
}

/** Milliseconds that a person has to approve. */
export const APPROVAL_TIMEOUT_MS = 9 * 60_000;

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

/** The product's complete flow: a link, an approval, the return, and reading the account. */
export async function connect(world: World, who = 'Ada'): Promise<Account> {
  const link = await openLink(world);
  await world.person.approve(link, who);
  await world.listener.next('/callback', APPROVAL_TIMEOUT_MS);
  const account = await world.provider.readAccount(link.accountId);
  expectThat(account?.status === 'active', `after the approval the account is ${account?.status ?? 'not there'}`);
  return account;
}

/** The account connected by an earlier check. Throws `Skipped` without one. */
export function connected({ kept }: World): Account {
  expectThat(kept.account !== undefined, 'the app could not be connected before');
  return kept.account;
}

/** Creates an auth config of the app, which is removed at the end. */
export async function authConfig(world: World, app: string, config: object): Promise<string> {
  const { status, body } = await world.api('POST', '/auth_configs', { toolkit: { slug: app }, auth_config: config });
  const id = valueAt(body, 'auth_config', 'id');
  expectThat(typeof id === 'string', `an auth config for ${app} was answered with ${status}`);
  world.made.add(`auth config ${id}`, () => world.api('DELETE', `/auth_configs/${id}`));
  return id;
}
