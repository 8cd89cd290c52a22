import { expect, it } from 'vitest';
import { aliasOf, attemptIdIn } from './alias.ts';

const attemptId = '0193a8c2-7c57-7ad1-b1e6-2f1b3c4d5e6f';

it.each(['Acme', 'Acme (Berlin)', '', 'x'.repeat(200)])(
  'finds the attempt again behind the name %j',
  (workspaceName) => {
    expect(attemptIdIn(aliasOf({ workspaceName, attemptId }))).toBe(attemptId);
  },
);

it.each([null, undefined, '', 'work', attemptId, `(${attemptId}) work`])('finds none in %j', (alias) => {
  expect(attemptIdIn(alias)).toBeNull();
});
