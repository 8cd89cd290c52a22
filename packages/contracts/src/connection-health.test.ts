import { REASON_CODES, reason } from '@patchbay/lifecycle';
import { assert, constantFrom, array, boolean, nat, option, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionHealthSchema, HEALTH_LEVELS } from './connection-health.view.ts';
import {
  connectionHealth,
  type ConnectionParts,
  FAILED_CALLS_THAT_COUNT,
  isSameHealth,
  worstOf,
} from './connection-health.ts';

const WORKING: ConnectionParts = {
  grant: 'working',
  reason: null,
  stoppedTriggers: [],
  failedCalls: 0,
  missesWebhook: false,
};

const parts = record({
  grant: constantFrom('none', 'working', 'ended'),
  reason: option(constantFrom(...REASON_CODES).map((code) => reason(code))),
  stoppedTriggers: array(string(), { maxLength: 5 }),
  failedCalls: nat(12),
  missesWebhook: boolean(),
});

const levelOf = (changed: Partial<ConnectionParts>) => connectionHealth({ ...WORKING, ...changed }).level;

describe('the health of a connection', () => {
  it('is healthy when every part works, and names each part that does not', () => {
    expect(connectionHealth(WORKING)).toEqual({ level: 'healthy', reasons: [] });
    const all = { stoppedTriggers: ['A', 'B'], failedCalls: FAILED_CALLS_THAT_COUNT, missesWebhook: true };
    const { level, reasons } = connectionHealth({ ...WORKING, ...all });
    expect(level).toBe('degraded');
    expect(reasons.map(({ part }) => part)).toEqual(['webhook', 'triggers', 'executions']);
    expect(reasons[1]).toMatchObject({ message: '2 triggers have stopped.', subjects: ['A', 'B'] });
  });

  it('is down when the grant ended, for its reason alone, and inactive without a grant', () => {
    const ended = { grant: 'ended', reason: reason('grant_revoked'), stoppedTriggers: ['A'] } as const;
    const { level, reasons } = connectionHealth({ ...WORKING, ...ended });
    expect(level).toBe('down');
    expect(reasons).toMatchObject([{ code: 'grant_ended', message: 'Access was revoked in the app.' }]);
    expect(levelOf({ grant: 'none', stoppedTriggers: ['A'] })).toBe('inactive');
  });

  it('changes only from the fifth failed call in a row on', () => {
    expect(levelOf({ failedCalls: FAILED_CALLS_THAT_COUNT - 1 })).toBe('healthy');
    expect(levelOf({ failedCalls: FAILED_CALLS_THAT_COUNT })).toBe('degraded');
  });

  it('of any parts is what the schema accepts, says something of each reason, and has a reason unless all is well', () => {
    assert(
      property(parts, (given) => {
        const health = connectionHealth(given);
        expect(connectionHealthSchema.parse(health)).toEqual(health);
        expect(health.reasons.length > 0).toBe(health.level === 'degraded' || health.level === 'down');
        for (const { message, remedy } of health.reasons) expect(message.length * remedy.length).toBeGreaterThan(0);
        expect(new Set(health.reasons.map(({ code }) => code)).size).toBe(health.reasons.length);
      }),
    );
  });

  it('never gets better by another part that stops working', () => {
    const worse = (given: ConnectionParts): ConnectionParts[] => [
      { ...given, stoppedTriggers: [...given.stoppedTriggers, 'X'] },
      { ...given, failedCalls: given.failedCalls + 1 },
      { ...given, missesWebhook: true },
    ];
    assert(
      property(parts, (given) => {
        const before = HEALTH_LEVELS.indexOf(connectionHealth(given).level);
        for (const each of worse(given))
          expect(HEALTH_LEVELS.indexOf(connectionHealth(each).level)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is the same whatever triggers have stopped, and another one for another reason', () => {
    const one = connectionHealth({ ...WORKING, stoppedTriggers: ['A'] });
    expect(isSameHealth(one, connectionHealth({ ...WORKING, stoppedTriggers: ['A', 'B'] }))).toBe(true);
    expect(isSameHealth(one, connectionHealth({ ...WORKING, missesWebhook: true }))).toBe(false);
    expect(isSameHealth(one, connectionHealth(WORKING))).toBe(false);
  });

  it('of several is that of the worst', () => {
    expect(worstOf(['healthy', 'down', 'degraded'])).toBe('down');
    expect(worstOf([])).toBe('inactive');
  });
});
