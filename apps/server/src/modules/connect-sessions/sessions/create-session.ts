import { connectThemeSchema, endUserIdInput, tagsInput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { emailAddress } from '../../../platform/email-address.ts';
import { idSchema } from '../../../platform/ids.ts';
import { count } from '../../../platform/orm/expressions.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { plainText } from '../../../platform/plain-text.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';
import { appSlug, findApp } from '../../catalog/index.ts';
import { label, readConnection } from '../../connections/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { type ApprovedHost, approvedHosts } from '../hosts/approved-hosts.ts';
import { loopbackAllowed } from '../hosts/loopback-allowed.ts';
import { allowedPart, exactOrigin, exactUrl } from '../hosts/exact-url.ts';
import { newSessionId } from './session-id.ts';

/** Open sessions of one end user. */
const MAX_OPEN = 20;

export const createSessionInput = inputObject({
  endUser: inputObject({
    id: endUserIdInput.describe('Your own id of the user who is signed in. Never an id from the request’s body.'),
    name: plainText(120).min(1).optional(),
    email: emailAddress.optional(),
  }),
  returnUrl: z.string().max(2_000).describe('An allowed return URL of an approved host. Its own query is kept.'),
  origins: z
    .array(z.string().max(300))
    .min(1)
    .max(10)
    .optional()
    .describe('Origins of your pages that may frame the connect page or use it headless. Left out: none.'),
  browserChallenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional()
    .describe('base64url(SHA-256(v)), v being a random value in a `__Host-` cookie of yours. Recommended.'),
  apps: z.array(appSlug).min(1).max(100).optional().describe('The apps to offer. Left out: all.'),
  connectionId: idSchema.optional().describe('The end user’s connection to reconnect.'),
  label: label.default('').describe('Distinguishes several connections of one app.'),
  tags: tagsInput.default({}),
  locale: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
    .optional(),
  theme: connectThemeSchema.default({}),
  expiresInSeconds: z.int().min(60).max(3_600).default(900),
});

export const createSessionOutput = z.object({
  id: z.string(),
  token: z.string().describe('For the browser of this end user alone. It is in the fragment of `url`.'),
  url: z.string(),
  expiresAt: z.iso.datetime(),
});

type Input = z.infer<typeof createSessionInput>;

/** Creates a session for one end user. Throws INPUT_INVALID, CONNECTION_UNKNOWN, APP_UNKNOWN, LIMIT_REACHED. */
export async function createSession(
  deps: ConnectSessionsDeps,
  access: Access,
  input: Input,
): Promise<z.infer<typeof createSessionOutput>> {
  const shown = await requireHost(deps, access, input);
  await requireOwnConnection(access, input);
  for (const app of input.apps ?? []) if (!(await findApp(access.em, app))) throw new AppError('APP_UNKNOWN');
  const [id, token, now] = [newSessionId(), deps.newSecret(), deps.clock.now()];
  const expiresAt = new Date(now.getTime() + input.expiresInSeconds * 1_000);
  await access.em.fork().transactional(async (tx) => {
    await lockWorkspace(tx, access.workspaceId);
    await requireRoom(tx, access, { endUserId: input.endUser.id, now });
    await insertSession(tx, access, { ...input, ...shown, id, token, now, expiresAt });
  });
  deps.connectMetrics.sessions.inc({ event: 'created' });
  return { id, token, url: `${deps.connectUrl}/connect/${id}#${token}`, expiresAt: expiresAt.toISOString() };
}

/** The return URL and all origins belong to approved hosts. Their name is that of the return URL’s. */
async function requireHost(
  { publicUrl }: ConnectSessionsDeps,
  { em, workspaceId }: Access,
  input: Input,
): Promise<Pick<NewSession, 'host' | 'theme'>> {
  const allowed = { loopback: await loopbackAllowed(em, { publicUrl, workspaceId }) };
  const url = exactUrl(input.returnUrl, allowed);
  const origins = (input.origins ?? []).map((text) => exactOrigin(text, allowed));
  const wanted = [url?.origin, ...origins].filter((origin) => origin !== undefined);
  const approved = await approvedHosts(em, workspaceId, wanted);
  const host = url && approved.find(({ returnUrls }) => returnUrls.includes(allowedPart(url)));
  if (!host) throw new AppError('INPUT_INVALID', { fields: { returnUrl: NOT_ALLOWED } });
  const known = new Set(approved.map(({ origin }) => origin));
  const wrong = origins.findIndex((origin) => origin === undefined || !known.has(origin));
  if (wrong >= 0) throw new AppError('INPUT_INVALID', { fields: { [`origins.${wrong}`]: NOT_APPROVED } });
  return { host: { ...host, name: url.host }, theme: { ...host.theme, ...input.theme } };
}

const NOT_ALLOWED = 'This is no return URL of an approved host of this workspace.';
const NOT_APPROVED = 'This is no origin of an approved host of this workspace.';

/** Another end user's connection looks like one that does not exist. */
async function requireOwnConnection(
  { em, workspaceId }: Access,
  { connectionId, endUser, apps }: Input,
): Promise<void> {
  if (connectionId === undefined) return;
  const connection = await readConnection(em, workspaceId, connectionId);
  const isOffered = !apps || apps.includes(connection.app.slug);
  if (connection.endUser?.id !== endUser.id || !isOffered) throw new AppError('CONNECTION_UNKNOWN');
}

async function requireRoom(
  tx: EntityManager,
  { workspaceId }: Access,
  { endUserId, now }: { endUserId: string; now: Date },
): Promise<void> {
  const open = await db(tx)
    .selectFrom('connect_sessions')
    .select(count.as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .where('expires_at', '>', now)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (open.count >= MAX_OPEN) throw new AppError('LIMIT_REACHED');
}

interface NewSession extends Input {
  host: Pick<ApprovedHost, 'displayName' | 'logoHash'> & { name: string };
  id: string;
  token: string;
  now: Date;
  expiresAt: Date;
}

async function insertSession(tx: EntityManager, { workspaceId, actor }: Access, session: NewSession): Promise<void> {
  const { id, token, endUser, now, expiresAt, apps } = session;
  await db(tx)
    .insertInto('connect_sessions')
    .values({
      id,
      workspace_id: workspaceId,
      key_id: actor.kind === 'service' ? actor.id : null,
      created_by: jsonValue(actor),
      token_hash: hashSecret(token),
      end_user_id: endUser.id,
      end_user_name: endUser.name ?? null,
      end_user_email: endUser.email ?? null,
      host_name: session.host.name,
      host_display_name: session.host.displayName,
      host_logo: session.host.logoHash,
      return_url: session.returnUrl,
      origins: jsonValue(session.origins ?? []),
      browser_challenge: session.browserChallenge ?? null,
      apps: apps ? jsonValue(apps) : null,
      connection_id: session.connectionId ?? null,
      label: session.label,
      tags: jsonValue(session.tags),
      locale: session.locale ?? null,
      theme: jsonValue(session.theme),
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
}
