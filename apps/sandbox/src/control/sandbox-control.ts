import { liveAccounts, readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { uploadedFiles } from '../files/files.route.ts';
import { approveLink, denyLink, openPage } from '../link/answer-link.ts';
import type { NextAddress } from '../link/answer-link.ts';
import { addForeignGrant, tokens, type TokenState } from '../grants/tokens.ts';
import { setAccountStatus } from './set-account-status.ts';
import { setVerifier } from './set-verifier.ts';
import { findLink } from '../link/find-link.ts';
import type { OpenLink } from '../link/find-link.ts';
import { personas } from '../link/persona.ts';
import type { Person } from '../link/persona.ts';
import type { AccountRecord, AccountStatus, DisableReason, FileRecord, SessionRecord } from '../store/state.ts';
import type { Fault } from './fault.ts';
import type { RecordedRequest } from './recorder.ts';
import type { Receivers } from '../receivers/receivers.ts';
import type { Switches } from './switches.ts';
import type { Delivery } from '../webhooks/deliver.ts';
import { expireAccount, fireTrigger, switchOffTrigger } from '../webhooks/fire.ts';

/** Controls a sandbox from the same process. */
export interface SandboxControl {
  /** The latest 2,000 requests, oldest first, without secrets. */
  requests(): RecordedRequest[];
  clearRequests(): void;
  /** Every account that was not deleted, with its current state. */
  accounts(): AccountRecord[];
  /** One account with its current state, even if deleted (`deletedAt` is set then). */
  account(id: string): AccountRecord | undefined;
  /** Sets an account's status, as the provider might at any time. */
  setAccountStatus(id: string, status: AccountStatus, reason?: string): void;
  /** Opens the page and approves; returns the address the browser would be redirected to, null without a callback. */
  approve(linkToken: string, person?: Person): NextAddress;
  /** Opens the page and refuses; returns the address the browser would be redirected to, null without a callback. */
  deny(linkToken: string): NextAddress;
  faults: { set(faults: readonly Fault[]): void; clear(): void };
  /**
   * The project's verifier URL (callback identity verification), for links answered from now on; null disables it.
   * Browsers are redirected there with only `session_uri`.
   */
  setVerifier(url: string | null): void;
  /**
   * Fires a trigger: sends the signed message to the subscription's address. Resolves when it was accepted or given
   * up.
   */
  fire(instanceId: string, data?: Record<string, unknown>): Promise<Delivery>;
  /** Ends an account's authorization and sends the event, if a subscription asks for it. */
  expire(accountId: string, reason?: string): Promise<Delivery>;
  /** Disables a trigger, as the service does when it can no longer listen, and sends the event. */
  disable(instanceId: string, reason?: DisableReason): Promise<Delivery>;
  /** Returns that wait for `complete_auth`, including used ones. */
  sessions(): SessionRecord[];
  /** Every token that an app issued, including those of deleted accounts and of other customers' products. */
  tokens(): TokenState[];
  /** The files that were uploaded for actions. */
  files(): FileRecord[];
  /** Another customer's product, connected by the same person to the same app, with the service's own OAuth client. */
  addForeignGrant(toolkit: string, person: string): TokenState['accountId'];
  /** Customers' services that events are delivered to. */
  readonly receivers: Receivers;
  /** The current switches; assign to change one. */
  readonly switches: Switches;
}

export function createControl(context: SandboxContext): SandboxControl {
  const { store, recorder, faults, switches, receivers } = context;
  return {
    switches,
    receivers,
    fire: async (instanceId, data) => fireTrigger(context, instanceId, data),
    expire: async (accountId, reason) => expireAccount(context, accountId, reason),
    disable: async (instanceId, reason) => switchOffTrigger(context, instanceId, reason),
    sessions: () => structuredClone([...store.state.sessions.values()]),
    tokens: () => structuredClone(tokens(context)),
    files: () => uploadedFiles(context),
    addForeignGrant: (toolkit, person) => addForeignGrant(context, toolkit, person).id,
    requests: () => recorder.requests(),
    clearRequests: () => recorder.clear(),
    accounts: () => liveAccounts(context).map((account) => structuredClone(account)),
    account: (id) => structuredClone(readAccount(context, id)),
    setAccountStatus: (id, status, reason) => setAccountStatus(context, id, { status, reason: reason ?? null }),
    approve: (linkToken, person = personas[0]) => {
      const open = requireOpen(context, linkToken);
      openPage(context, open);
      return approveLink(context, open, person ?? null);
    },
    deny: (linkToken) => denyLink(context, requireOpen(context, linkToken)),
    faults: { set: (list) => faults.set(list), clear: () => faults.clear() },
    setVerifier: (url) => setVerifier(context, url),
  };
}

function requireOpen(context: SandboxContext, token: string): OpenLink {
  const found = findLink(context, token);
  if (typeof found === 'string') throw new Error(`the link cannot be answered: ${found}`);
  return found;
}
