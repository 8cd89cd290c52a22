import express, { type Express } from 'express';
import type { Pool, PoolClient } from 'pg';
import type { ServerDeps } from '../../src/server.ts';
import { hashSecret, newSecret } from '../../src/platform/crypto/secret.ts';
import { newId } from '../../src/platform/ids.ts';
import * as sql from './bare-sql.ts';

const SYSTEM = JSON.stringify({ kind: 'user', id: 'u', name: 'Ada' });

/**
 * The baseline: the same statements that our server runs for a start and a return, and the same provider calls,
 * without any checks, decisions, validation, limits or logs around them.
 */
export function bareApp({ provider, publicUrl }: ServerDeps, { pool, job }: { pool: Pool; job: string }): Express {
  const app = express();

  app.post('/connect', express.json(), async (req, res) => {
    const { id } = req.body as { id: string };
    const workspaceId = req.get('x-patchbay-workspace') ?? '';
    const userId = await callerOf(req.headers.cookie, workspaceId);
    await pool.query(sql.PRESENT, [workspaceId, id]);
    await pool.query(sql.SCHEMES, ['slack']);
    const [attemptId, nonce, secret] = [newId(), newSecret(), newSecret()];
    const opened = new Date();
    const expires = new Date(opened.getTime() + 600_000);
    await inTransaction(pool, async (tx) => {
      await tx.query(sql.LOCK, [workspaceId, id]);
      await tx.query(sql.APP, ['slack']);
      const data = { workspaceId, connectionId: id, attemptId };
      await tx.query(job, [JSON.stringify([{ name: 'attempt-deadline', data, startAfter: expires }])]);
      const hashes = [hashSecret(nonce), hashSecret(secret)];
      await tx.query(sql.ATTEMPT, [workspaceId, attemptId, id, 'slack', userId, 'Ada', ...hashes, opened, expires]);
      await tx.query(sql.LINE, [
        workspaceId,
        newId(),
        id,
        'slack',
        opened,
        'connect',
        'added',
        'pending',
        SYSTEM,
        attemptId,
        2,
      ]);
      await tx.query(sql.MOVE_TO_PENDING, [workspaceId, id, 'pending', attemptId, opened]);
    });
    await pool.query(sql.NOTIFY);
    const callbackUrl = `${publicUrl}/callback?nonce=${nonce}`;
    const request = { workspaceId, workspaceName: 'Bench', appSlug: 'slack', attemptId, callbackUrl };
    const link = await provider.openLink(request);
    await pool.query(sql.LINK, [workspaceId, attemptId, link.accountId, link.authConfigId]);
    const { rows } = await pool.query(sql.VIEW, [workspaceId, id]);
    res.cookie(`patchbay-attempt-${attemptId}`, secret).json({ redirectUrl: link.redirectUrl, connection: rows[0] });
  });

  app.get('/callback', async (req, res) => {
    const { rows } = await pool.query<Found>(sql.BY_NONCE, [hashSecret(req.query['nonce'] as string)]);
    const { workspace_id: workspaceId, id: attemptId, connection_id: id, account_id: accountId } = rows[0] as Found;
    const userId = await callerOf(req.headers.cookie, workspaceId);
    const now = new Date();
    await inTransaction(pool, async (tx) => {
      await tx.query(sql.CLAIM, [workspaceId, attemptId, now, null]);
      const data = { workspaceId, connectionId: id, attemptId };
      const startAfter = new Date(now.getTime() + 5_000);
      await tx.query(job, [JSON.stringify([{ name: 'verify-attempt', data, startAfter }])]);
    });
    await pool.query(sql.NOTIFY);
    const account = await provider.readAccount(accountId);
    await inTransaction(pool, async (tx) => {
      await tx.query(sql.LOCK, [workspaceId, id]);
      await tx.query(sql.MEMBER, [userId, workspaceId]);
      await tx.query(sql.CLOSE, [workspaceId, attemptId, 'authorized', null, now]);
      await tx.query(sql.FIRST_ACTIONS, [workspaceId, id, 'slack']);
      await tx.query(sql.DESIRED_TRIGGERS, [workspaceId, id, 'slack']);
      await tx.query(sql.LOCK_ACCOUNT, [accountId]);
      await tx.query(sql.RECONSIDER, [accountId]);
      await tx.query(sql.CONFIRM, [workspaceId, attemptId, accountId, now]);
      await tx.query(sql.LINE, [
        workspaceId,
        newId(),
        id,
        'slack',
        now,
        'authorized',
        'pending',
        'active',
        SYSTEM,
        attemptId,
        3,
      ]);
      const eventIds = [newId(), newId()];
      const types = ['connection.connected', 'connection.health_changed'];
      const payload = JSON.stringify({
        connection: { id, app: 'slack', label: '' },
        actor: { id: userId, name: 'Ada' },
      });
      await tx.query(sql.EVENTS, [workspaceId, eventIds, id, now, types, [payload, payload]]);
      await tx.query(sql.SUBSCRIBED, [workspaceId, eventIds]);
      await tx.query(sql.MOVE_TO_ACTIVE, [workspaceId, id, 'active', accountId, account?.identity, SYSTEM, now]);
    });
    await pool.query(sql.NOTIFY);
    res.redirect(303, `${publicUrl}/return/connected`);
  });
  return app;

  /** Throws without a session, because a benchmark of refusals would be fast. */
  async function callerOf(cookie: string | undefined, workspaceId: string): Promise<string> {
    const { rows } = await pool.query<{ id: string; role: string | null }>(sql.CALLER, [tokenOf(cookie), workspaceId]);
    if (!rows[0]?.role) throw new Error('not signed in');
    return rows[0].id;
  }
}

type Found = Record<'workspace_id' | 'id' | 'connection_id' | 'account_id', string>;

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
