/**
 * What the connect page, its windows and the component are told. The page calls `POST /connect/trpc/<name>` (each is a
 * mutation for tRPC) with the input as JSON, `{}` for none; `{ result: { data } }` or `{ error: { data: { errorCode } } }` comes back, as from every tRPC procedure. None of
 * these procedures reads the web app's cookie.
 *
 * Who calls what, in this order, and with which credential:
 *
 * 1. **The page** `/connect/<id>#<token>` takes the token out of its address first, then calls `open`:
 *    - top level (`as: 'page'`): the answer sets a cookie for this session. From then on: cookie, and the session's id in the header
 *      `x-patchbay-connect`.
 *    - in a frame (`as: 'frame'`) and from the host's own page (`as: 'headless'`): the answer has `access.token`, kept in memory and
 *      sent as `Authorization: Bearer …` with `credentials: 'omit'`; `renew` replaces it before `access.expiresAt`.
 *    - CONNECT_SESSION_OPENED: the link was opened before, by another browser or by a frame that is gone. A reload of the top-level
 *      page calls `session` with its cookie instead, as it has no token any more.
 * 2. The page calls `apps`, `connections`; its buttons are `buttonsFor(connection, END_USER_BUTTONS)`.
 * 3. Connect, Continue, Reconnect, Disconnect: `start`, which answers a **ticket** for one top-level window.
 *    - in a frame: open `/connect/window` inside the click (`window.open`), call `start`, and give it the ticket by message
 *      (connect-session.messages.ts) when it says hello.
 *    - at top level: the page is that window itself: it calls `redeem` with the ticket.
 * 4. **The window** calls `redeem` (credential: the ticket; no other). The answer sets the cookie of this flow. It shows the host's
 *    name and the end user's, always, in text that no theme moves, and then, on a click, calls with the cookie alone:
 *    - `authorize` for an app that is approved on a page of its own: go to `redirectUrl` (`location.assign`). For an app
 *      without authentication the answer has `handOver` already.
 *    - `enter` for a form of keys: the answer has `handOver`.
 *    - `disconnect` for a flow whose `action` is `disconnect`. Then close the window, or go back to the page.
 *    `handOver: 'message'` when the window has an opener (`window.opener`), `'redirect'` when it has none.
 * 5. **The return** from the provider, `/oauth/callback/…`: with `redirect` it is a 303 to the host's `returnUrl`. Otherwise it is a
 *    page of ours with {@link ReturnData} as JSON in `<script type="application/json" id="patchbay-return">`, the only place where
 *    the code ever is. That page hands it over, see connect-session.messages.ts.
 * 6. The host's back end calls `connectSessions.complete` with its service key. The page in the frame and the component learn
 *    by `flow` (every 1.5 s while a flow is open) how it ended, never the code.
 */
import { REASON_CODES } from '@patchbay/lifecycle';
import { z } from 'zod';
import { appSchemeSchema } from './app-scheme.view.ts';
import { connectionViewSchema } from './connection.view.ts';
import { endUserSchema } from './end-user.view.ts';

const instant = z.iso.datetime();

/** `#rgb` and the like are refused, so that a value can be set by CSSOM as it is. */
const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .meta({ examples: ['#1f6feb'] });

/** How the page looks. None of it moves or recolors what the page says about the host. */
export const connectThemeSchema = z.strictObject({
  mode: z.enum(['light', 'dark', 'system']).optional(),
  /** Buttons and links. */
  accent: color.optional(),
  background: color.optional(),
  text: color.optional(),
  /** Of corners, in pixels. */
  radius: z.int().min(0).max(24).optional(),
});

export type ConnectTheme = z.infer<typeof connectThemeSchema>;

/** A product that embeds us, as an installation admin approved it or as it proved itself. */
const hostSchema = z.object({
  /** What people are always shown: the host's address and, unless standard, its port, such as `acme.example`. It was approved. */
  name: z.string(),
  /** What the product calls itself, such as `Acme`. Shown beside `name` and never instead of it: it is not proved. Null: nothing. */
  displayName: z.string().nullable(),
  /**
   * Our own address of its logo, `/connect/logos/<hash>`: PNG, JPEG or WebP. Null: none. A logo that was removed while the session is
   * open is a 404: show what a host without a logo has.
   */
  logo: z.string().nullable(),
});

/** The session as its page sees it. */
export const connectSessionSchema = z.object({
  id: z.string(),
  host: hostSchema,
  endUser: endUserSchema.pick({ name: true, email: true }),
  /** `page`: opened at top level, `frame`: in a frame, `headless`: by the host's own page. */
  openedAs: z.enum(['page', 'frame', 'headless']),
  /** Origins that the page talks to. */
  origins: z.array(z.string()),
  /** Back to the host without a result, when the person is done. */
  returnUrl: z.string(),
  /** The one connection to reconnect; null: the person chooses an app. */
  connectionId: z.string().nullable(),
  locale: z.string().nullable(),
  /** The host's own, with what the session set in its place. */
  theme: connectThemeSchema,
  expiresAt: instant,
});

export type ConnectSession = z.infer<typeof connectSessionSchema>;

/** A connection of this end user, with what `buttonsFor` needs. */
export const connectConnectionSchema = connectionViewSchema
  .pick({
    id: true,
    app: true,
    label: true,
    status: true,
    reason: true,
    account: true,
    connectedAt: true,
    version: true,
  })
  .extend({ attempt: connectionViewSchema.shape.attempt.unwrap().omit({ startedBy: true }).nullable() });

export type ConnectConnection = z.infer<typeof connectConnectionSchema>;

export const connectAppSchema = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  logo: z.string().nullable(),
  needsAuth: z.boolean(),
  /** Whether connecting begins with a form. */
  asksFirst: z.boolean(),
});

export type ConnectApp = z.infer<typeof connectAppSchema>;

/** One go through a window, from its ticket to its end. */
export const connectFlowSchema = z.object({
  id: z.string(),
  /**
   * `started`: a window has or gets the ticket. `authorizing`: the person is at the provider's. `confirming`: they are back, and the
   * host has to confirm. `done`: connected, or disconnected. `failed`: see `reason`; null: the ticket was not used in time.
   */
  state: z.enum(['started', 'authorizing', 'confirming', 'done', 'failed']),
  action: z.enum(['connect', 'disconnect']),
  reason: z.enum(REASON_CODES).nullable(),
  connectionId: z.string(),
});

export type ConnectFlow = z.infer<typeof connectFlowSchema>;

/** What a window shows before anything happens. */
export const connectWindowSchema = z.object({
  flow: connectFlowSchema,
  sessionId: z.string(),
  host: hostSchema,
  /** Origins of the host, one of which may be the opener's. */
  origins: z.array(z.string()),
  endUser: endUserSchema.pick({ name: true, email: true }),
  app: connectAppSchema,
  label: z.string(),
  /** The account that is connected now. */
  account: z.string().nullable(),
  /** Ways to connect, best first; empty: there is nothing to choose, `authorize` without `scheme`. */
  schemes: z.array(appSchemeSchema),
  locale: z.string().nullable(),
  theme: connectThemeSchema,
  expiresAt: instant,
});

export type ConnectWindow = z.infer<typeof connectWindowSchema>;

/** The code and where it may go. Never stored, logged or shown. */
export const handOverSchema = z.object({
  sessionId: z.string(),
  flowId: z.string(),
  connectionId: z.string(),
  app: z.string(),
  code: z.string(),
  /** The host's origins; our own is always one besides. */
  origins: z.array(z.string()),
  /** The host's `returnUrl` with `patchbay_session` and `patchbay_code`, for `location.replace` when no opener took the code. */
  returnTo: z.string(),
  /** The host has to confirm until then. */
  expiresAt: instant,
});

export type HandOver = z.infer<typeof handOverSchema>;

/** What the page of a return from the provider is given. */
export interface ReturnData {
  outcome: 'confirming' | (typeof REASON_CODES)[number] | 'unknown' | 'invalid' | 'unavailable' | 'failed';
  /** Null: the return belongs to no flow that this browser started. */
  window: {
    sessionId: string;
    flowId: string;
    host: { name: string; displayName: string | null; logo: string | null };
    origins: string[];
    locale: string | null;
    theme: ConnectTheme;
  } | null;
  /** Only with `confirming`. */
  handOver: HandOver | null;
}
