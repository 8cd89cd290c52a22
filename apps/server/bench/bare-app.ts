import express, { type Express } from 'express';
import type { Pool, PoolClient } from 'pg';
import type { AppDeps } from '../src/app.ts';
import { hashSecret, newSecret } from '../src/platform/crypto/secret.ts';
import { newId } from '../src/platform/ids.ts';

const SESSION = `select s.*, u.* from "session" s join "user" u on u."id" = s."userId" where s."token" = $1`;
const MEMBER = `select m."role" from "member" m join "organization" o on o."id" = m."organizationId"
  where m."userId" = $1 and m."organizationId" = $2`;
const LOCK = 'select * from entity_connections where workspace_id = $1 and id = $2 for update';
const MOVE = `update entity_connections set status = $3, attempt_id = $4, connection_id = $5, updated_at = now(),
  version = version + 1 where workspace_id = $1 and id = $2`;
const LINE = `insert into connection_events (workspace_id, id, connection_id, app_slug, at, event, from_status, to_status,
  actor, attempt_id, version) values ($1, $2, $3, 'slack', now(), $4, $5, $6, '{}', $7, $8)`;
const ATTEMPT = `insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash,
  browser_hash, status, opened_at, expires_at) values ($1, $2, $3, 'slack', $4, 'Ada', $5, $6, 'open', now(),
  now() + interval '10 minutes')`;
const JOB = `insert into pgboss.job (name, data, start_after) values ('attempt-deadline', $1, now() + interval '10 minutes')`;
const VIEW = `select c.*, a.name, t.* from entity_connections c left join composio_apps_cache a on a.slug = c.app_slug
  left join connection_attempts t on t.workspace_id = c.workspace_id and t.id = c.attempt_id
  where c.workspace_id = $1 and c.id = $2`;

/**
 * The same work by hand: the statements that our server runs for a start and for a return, and the same calls to the
 * provider, without anything around them that checks, shapes, limits or logs.
 */
export function bareApp({ provider, publicUrl }: AppDeps, pool: Pool): Express {
  const app = express();

  app.post('/connect', express.json(), async (req, res) => {
    const { id } = req.body as { id: string };
    const workspaceId = req.get('x-patchbay-workspace') ?? '';
    const { rows: people } = await pool.query<{ userId: string }>(SESSION, [tokenOf(req.headers.cookie)]);
    const userId = people[0]?.userId ?? '';
    await pool.query(MEMBER, [userId, workspaceId]);
    const [attemptId, nonce, secret] = [newId(), newSecret(), newSecret()];
    await inTransaction(pool, async (tx) => {
      await tx.query(LOCK, [workspaceId, id]);
      await tx.query(`select slug, needs_auth from composio_apps_cache where slug = 'slack'`);
      await tx.query(JOB, [JSON.stringify({ workspaceId, connectionId: id, attemptId })]);
      await tx.query(MOVE, [workspaceId, id, 'pending', attemptId, null]);
      await tx.query(LINE, [workspaceId, newId(), id, 'connect', 'added', 'pending', attemptId, 2]);
      await tx.query(ATTEMPT, [workspaceId, attemptId, id, userId, hashSecret(nonce), hashSecret(secret)]);
    });
    const callbackUrl = `${publicUrl}/callback?nonce=${nonce}`;
    const link = await provider.openLink({
      workspaceId,
      workspaceName: 'Bench',
      appSlug: 'slack',
      attemptId,
      callbackUrl,
    });
    await inTransaction(pool, (tx) =>
      tx.query(
        `update connection_attempts set account_id = $3 where workspace_id = $1 and id = $2 and status = 'open'`,
        [workspaceId, attemptId, link.accountId],
      ),
    );
    await pool.query(VIEW, [workspaceId, id]);
    res.cookie(`patchbay-attempt-${attemptId}`, secret).json({ redirectUrl: link.redirectUrl });
  });

  app.get('/callback', async (req, res) => {
    const hash = hashSecret(req.query['nonce'] as string);
    const { rows } = await pool.query<Record<'workspace_id' | 'id' | 'connection_id' | 'account_id', string>>(
      'select * from connection_attempts where nonce_hash = $1',
      [hash],
    );
    const { workspace_id: workspaceId, id, connection_id: connectionId, account_id: accountId } = rows[0] ?? {};
    const { rows: people } = await pool.query<{ userId: string }>(SESSION, [tokenOf(req.headers.cookie)]);
    await pool.query(MEMBER, [people[0]?.userId, workspaceId]);
    const key = [workspaceId, id];
    await pool.query('update connection_attempts set returned_at = now() where workspace_id = $1 and id = $2', key);
    await pool.query('select * from connection_attempts where workspace_id = $1 and id = $2', key);
    await provider.readAccount(accountId ?? '');
    await inTransaction(pool, async (tx) => {
      await tx.query(LOCK, [workspaceId, connectionId]);
      await tx.query('select * from connection_attempts where workspace_id = $1 and id = $2', key);
      await tx.query(MEMBER, [people[0]?.userId, workspaceId]);
      const close = `update connection_attempts set status = 'authorized', closed_at = now() where workspace_id = $1 and id = $2`;
      await tx.query(close, key);
      await tx.query(MOVE, [workspaceId, connectionId, 'active', null, accountId]);
      await tx.query(LINE, [workspaceId, newId(), connectionId, 'authorized', 'pending', 'active', id, 3]);
    });
    res.redirect(303, `${publicUrl}/return/connected`);
  });
  return app;
}

async function inTransaction(pool: Pool, work: (tx: PoolClient) => Promise<unknown>): Promise<void> {
  const tx = await pool.connect();
  try {
    await tx.query('begin');
    await work(tx);
    await tx.query('commit');
  } finally {
    tx.release();
  }
}

function tokenOf(cookie = ''): string {
  const value = /patchbay\.session_token=([^;]+)/.exec(cookie)?.[1] ?? '';
  return decodeURIComponent(value).split('.')[0] ?? '';
}
