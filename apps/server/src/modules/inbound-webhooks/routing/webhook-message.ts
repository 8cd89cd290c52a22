import { exactObject } from '@patchbay/contracts';
import { parseJson, plainNumber, UnkeptJsonError } from '@patchbay/exact-json';
import { z } from 'zod';

/**
 * The content of a message, in any of the three versions. These are claims: our own tables decide who owns the
 * account.
 */
export type WebhookMessage =
  | { kind: 'trigger'; accountId: string; workspaceId: string | null; trigger: TriggerNews }
  | { kind: 'account_expired'; accountId: string; workspaceId: string | null }
  | {
      kind: 'trigger_disabled';
      accountId: string;
      workspaceId: string | null;
      upstreamId: string;
      reason: string | null;
    }
  /** A type that we do not know; the provider may add some. */
  | { kind: 'unknown'; type: string }
  | { kind: 'malformed' };

interface TriggerNews {
  /** The provider's id of the subscription that fired. */
  upstreamId: string | null;
  /** Upper case; V1 and V2 send slugs in lower case. */
  slug: string;
  /** When it happened, as reported by the provider; null when that is not a valid timestamp. */
  at: Date | null;
  payload: unknown;
}

// Text that is stored in columns: limited in length, and without NUL and lone surrogates, which PostgreSQL's text
// cannot hold.
const name = z.string().regex(/^[\w.:-]{1,128}$/);
const owner = z.string().max(255).nullish();
const payload = exactObject;
const words = z
  .string()
  .transform((text) => text.replaceAll('\0', '').slice(0, 200).toWellFormed())
  .nullish();
const instant = z
  .unknown()
  .transform(plainNumber)
  .transform((value) =>
    typeof value === 'string' || typeof value === 'number' ? new Date(value) : new Date(Number.NaN),
  )
  .transform((at) =>
    Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 || at.getUTCFullYear() < 1970 ? null : at,
  );
const slug = name.transform((text) => text.toUpperCase());

const TRIGGER = 'composio.trigger.message';
const EXPIRED = 'composio.connected_account.expired';
const DISABLED = 'composio.trigger.disabled';

/** Everything that version 3 tells about; the older kinds of message come without being asked for. */
export const MESSAGE_TYPES = [TRIGGER, EXPIRED, DISABLED];

const v3 = z.object({
  id: z.string(),
  type: z
    .string()
    .regex(/^composio\./)
    .max(200),
  metadata: payload,
});

const v3Trigger = z
  .object({
    type: z.literal(TRIGGER),
    timestamp: instant,
    metadata: z.object({ trigger_slug: slug, trigger_id: name.nullish(), connected_account_id: name, user_id: owner }),
    data: payload,
  })
  .transform(({ timestamp, metadata, data }): WebhookMessage => ({
    kind: 'trigger',
    accountId: metadata.connected_account_id,
    workspaceId: metadata.user_id ?? null,
    trigger: { upstreamId: metadata.trigger_id ?? null, slug: metadata.trigger_slug, at: timestamp, payload: data },
  }));

const v3Expired = z
  .object({ type: z.literal(EXPIRED), data: z.object({ id: name, user_id: owner }) })
  .transform(({ data }): WebhookMessage => ({
    kind: 'account_expired',
    accountId: data.id,
    workspaceId: data.user_id ?? null,
  }));

const v3Disabled = z
  .object({
    type: z.literal(DISABLED),
    data: z.object({ id: name, connected_account_id: name, user_id: owner, disabled_reason: words }),
  })
  .transform(({ data }): WebhookMessage => ({
    kind: 'trigger_disabled',
    accountId: data.connected_account_id,
    workspaceId: data.user_id ?? null,
    upstreamId: data.id,
    reason: data.disabled_reason ?? null,
  }));

const V3_KINDS: Record<string, z.ZodType<WebhookMessage>> = {
  [TRIGGER]: v3Trigger,
  [EXPIRED]: v3Expired,
  [DISABLED]: v3Disabled,
};

/** The account and the trigger have two names each there: a long one, and the one that everything else calls them by. */
const v2Names = z.object({
  connection_id: name.nullish(),
  connection_nano_id: name.nullish(),
  trigger_id: name.nullish(),
  trigger_nano_id: name.nullish(),
  user_id: owner,
});

const v2 = z
  .object({ type: slug, timestamp: instant, data: exactObject })
  .transform(({ type, timestamp, data }, context): WebhookMessage => {
    const names = v2Names.safeParse(data).data;
    const accountId = names?.connection_nano_id ?? names?.connection_id;
    if (!names || !accountId) {
      context.addIssue({ code: 'custom', message: 'names no account' });
      return z.NEVER;
    }
    const upstreamId = names.trigger_nano_id ?? names.trigger_id ?? null;
    // The app's own fields stand beside Composio's.
    const rest = Object.entries(data).filter(([field]) => !(field in v2Names.shape));
    const trigger = { upstreamId, slug: type, at: timestamp, payload: Object.fromEntries(rest) };
    return { kind: 'trigger', accountId, workspaceId: names.user_id ?? null, trigger };
  });

const v1 = z
  .object({ trigger_name: slug, connection_id: name, trigger_id: name.nullish(), payload })
  .transform((message): WebhookMessage => ({
    kind: 'trigger',
    accountId: message.connection_id,
    workspaceId: null,
    trigger: { upstreamId: message.trigger_id ?? null, slug: message.trigger_name, at: null, payload: message.payload },
  }));

const older = z.union([v2, v1]);

/**
 * Reads a verified body. Never throws: what is no message of a known version is `malformed`, and so is what could not be
 * kept as it is (an object with the same field twice). The numbers of the payload keep their texts.
 */
export function readMessage(body: Buffer): WebhookMessage {
  return messageIn(parsed(body, parseJson));
}

/** The same for what only has to be known by its kind and account, in half the time: the numbers may be rounded. */
export function recognizeMessage(body: Buffer): WebhookMessage {
  return messageIn(parsed(body, parseRounded));
}

/** The newest version is tried first. */
function messageIn(json: unknown): WebhookMessage {
  const newest = v3.safeParse(json);
  if (!newest.success) return older.safeParse(json).data ?? { kind: 'malformed' };
  const kind = V3_KINDS[newest.data.type];
  if (!kind) return { kind: 'unknown', type: newest.data.type };
  return kind.safeParse(json).data ?? { kind: 'malformed' };
}

/** The account that it names, if it names one. */
export function accountOf(message: WebhookMessage): string | undefined {
  return 'accountId' in message ? message.accountId : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Levels of objects and arrays in each other. `JSON.parse` takes any number; what writes and shows an event would not. */
const DEEPEST = 500;

function parsed(body: Buffer, parse: (text: string) => unknown): unknown {
  try {
    return parse(utf8.decode(body));
  } catch (error) {
    // SyntaxError for what is no JSON, TypeError for what is no UTF-8; all are the sender's doing.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof UnkeptJsonError)
      return undefined;
    throw error;
  }
}

function parseRounded(text: string): unknown {
  const json: unknown = JSON.parse(text);
  return isWithin(json, DEEPEST) ? json : undefined;
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1));
}
