import { afterAll, beforeAll, expect, it } from 'vitest';
import { approveUpstream, historyOf, startPending } from '../../../../test/support/attempts.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { Attempt } from './attempt.entity.ts';
import { verifyOpenAttempt } from './verify-attempt.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ env: { ACTIVATION_POLICY: 'recoverable' } });
});

afterAll(() => app[Symbol.asyncDispose]());

it('adds one history entry when a return and its follow-up job both see the approval', async () => {
  const ada = await app.person();
  const pending = await startPending(app, ada);
  approveUpstream(app, pending.redirectUrl);
  const em = app.deps.orm.em.fork();
  const attempt = await em.findOneOrFail(Attempt, { workspaceId: ada.workspaceId, id: pending.attemptId });
  const look = () => verifyOpenAttempt(app.deps, { em, attempt, asker: 'person' });
  const verdicts = await Promise.all([look(), look()]);
  expect(verdicts.filter((verdict) => verdict?.is === 'authorized')).toHaveLength(1);
  expect(await historyOf(ada, pending.id)).toEqual([
    'add: none → added',
    'connect: added → pending',
    'authorized: pending → active',
  ]);
});
