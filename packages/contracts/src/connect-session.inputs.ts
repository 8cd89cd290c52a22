/** Inputs and outputs of the procedures that connect-session.view.ts describes, by name. */
import { z } from 'zod';
import { schemeName } from './app-scheme.view.ts';
import {
  connectAppSchema,
  connectConnectionSchema,
  connectFlowSchema,
  connectSessionSchema,
  connectWindowSchema,
  handOverSchema,
} from './connect-session.view.ts';

const instant = z.iso.datetime();
const uuid = z.uuid();

/** 128 random bits, base64url. Names a session and permits nothing. */
export const connectSessionId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** 256 random bits, base64url. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const access = z.object({ token: z.string(), expiresAt: instant });
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/);

export const openInput = z.strictObject({
  id: connectSessionId,
  /** From the fragment of the link. */
  token: secret,
  as: z.enum(['page', 'frame', 'headless']),
});
/** `access` is null at top level, where the credential is a cookie. */
export const openOutput = z.object({ session: connectSessionSchema, access: access.nullable() });

export const renewOutput = z.object({ access });

export const connectAppsInput = z.strictObject({
  search: z.string().max(100).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.int().min(1).max(100).default(50),
});
export const connectAppsOutput = z.object({ items: z.array(connectAppSchema), nextCursor: z.string().nullable() });

/** All of this end user's connections of the allowed apps. */
export const connectConnectionsOutput = z.object({ items: z.array(connectConnectionSchema) });

const start = { action: z.enum(['connect', 'disconnect']).default('connect') };
export const startInput = z.union([
  z.strictObject({
    ...start,
    app: slug,
    /** A connection besides those that the person has of the app, for another account. */
    another: z.boolean().optional(),
  }),
  z.strictObject({ ...start, connectionId: uuid }),
]);
export const startOutput = z.object({
  flow: connectFlowSchema,
  connection: connectConnectionSchema,
  /** For one window, once, within 30 seconds. Never in an address. */
  ticket: z.string(),
  expiresAt: instant,
});

export const flowInput = z.strictObject({ flowId: uuid });
export const flowOutput = z.object({ flow: connectFlowSchema, connection: connectConnectionSchema.nullable() });

export const connectionInput = z.strictObject({ connectionId: uuid });
export const connectionOutput = z.object({ connection: connectConnectionSchema });

/** `from`: the origin of the message that brought the ticket (`event.origin`); left out by a page that redeems its own. */
export const redeemInput = z.strictObject({ ticket: secret, from: z.string().max(300).optional() });
export const redeemOutput = connectWindowSchema;

const handOver = z.enum(['message', 'redirect']);

export const authorizeInput = z.strictObject({ flowId: uuid, scheme: schemeName.optional(), handOver });
export const authorizeOutput = z.union([
  z.object({ redirectUrl: z.url(), handOver: z.null() }),
  z.object({ redirectUrl: z.null(), handOver: handOverSchema }),
]);

export const enterInput = z.strictObject({
  flowId: uuid,
  scheme: schemeName,
  /** By the names of the scheme's fields. */
  credentials: z.record(z.string(), z.string()),
});
export const enterOutput = z.object({ handOver: handOverSchema });

/**
 * Every procedure, with its credential. `session`: cookie at top level, Bearer in a frame and headless. `ticket`: none besides the
 * input. `flow`: the cookie that `redeem` set.
 */
export const CONNECT_PROCEDURES = {
  open: 'token',
  session: 'session',
  renew: 'session',
  apps: 'session',
  connections: 'session',
  start: 'session',
  flow: 'session',
  refresh: 'session',
  cancel: 'session',
  redeem: 'ticket',
  authorize: 'flow',
  enter: 'flow',
  disconnect: 'flow',
} as const;

/** Input and output of each, for the page's typed calls. */
export interface ConnectCalls {
  open: { input: z.input<typeof openInput>; output: z.infer<typeof openOutput> };
  session: { input: undefined; output: z.infer<typeof connectSessionSchema> };
  renew: { input: undefined; output: z.infer<typeof renewOutput> };
  apps: { input: z.input<typeof connectAppsInput>; output: z.infer<typeof connectAppsOutput> };
  connections: { input: undefined; output: z.infer<typeof connectConnectionsOutput> };
  start: { input: z.input<typeof startInput>; output: z.infer<typeof startOutput> };
  flow: { input: z.input<typeof flowInput>; output: z.infer<typeof flowOutput> };
  refresh: { input: z.input<typeof connectionInput>; output: z.infer<typeof connectionOutput> };
  cancel: { input: z.input<typeof connectionInput>; output: z.infer<typeof connectionOutput> };
  redeem: { input: z.input<typeof redeemInput>; output: z.infer<typeof redeemOutput> };
  authorize: { input: z.input<typeof authorizeInput>; output: z.infer<typeof authorizeOutput> };
  enter: { input: z.input<typeof enterInput>; output: z.infer<typeof enterOutput> };
  disconnect: { input: z.input<typeof flowInput>; output: z.infer<typeof flowOutput> };
}
