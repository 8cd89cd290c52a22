import { describe, expect, it } from 'vitest';
import { anEndpoint } from './an-endpoint.fixture.ts';
import type { Endpoint } from './endpoint.queries.ts';
import { addressText, endpointWords, filterText, sinceText, wantsApp } from './endpoint-words.ts';

describe('an endpoint', () => {
  it('is healthy, failing, or off for a reason', () => {
    expect(endpointWords(anEndpoint()).text).toBe('Healthy');
    expect(endpointWords(anEndpoint({ failingSince: '2026-11-22T10:30:00.000Z' })).text).toBe('Failing');
    expect(endpointWords(anEndpoint({ status: 'off', offReason: 'gone' }))).toMatchObject({
      tone: 'error',
      text: 'Off',
    });
    expect(endpointWords(anEndpoint({ status: 'off', offReason: 'person' })).tone).toBe('neutral');
  });

  it('shows which events it gets', () => {
    const text = (given: Partial<Endpoint>) => filterText(anEndpoint(given));
    expect(text({})).toBe('Trigger event · all apps');
    expect(text({ apps: ['github'] })).toBe('Trigger event · github · all triggers');
    expect(text({ apps: ['github'], triggers: ['GITHUB_COMMIT_EVENT'] })).toBe('Trigger event · github · Commit event');
    expect(text({ triggers: ['GITHUB_COMMIT_EVENT'] })).toBe('Trigger event · any app · Github commit event');
    expect(text({ types: ['trigger.message', 'connection.expired'] })).toBe('2 event types · all apps');
  });

  it('fails since a time, with the date if it is not today', () => {
    const at = new Date(2026, 10, 22, 9, 17);
    const since = (now: Date) => sinceText(at.toISOString(), now.getTime()).replaceAll('\u202f', ' ');
    expect(since(new Date(2026, 10, 22, 9, 17, 20))).toBe('9:17 AM');
    expect(since(new Date(2026, 10, 23, 9, 17))).toBe('Nov 22, 9:17 AM');
  });

  it('receives the events of an app while it is on', () => {
    expect(wantsApp(anEndpoint(), 'slack')).toBe(true);
    expect(wantsApp(anEndpoint({ apps: ['github'] }), 'slack')).toBe(false);
    expect(wantsApp(anEndpoint({ status: 'off' }), 'slack')).toBe(false);
  });

  it('is shown without what may be a token', () => {
    expect(addressText('https://hooks.example.com/a/b?token=secret')).toBe('hooks.example.com/a/b');
    expect(addressText('https://hooks.example.com/')).toBe('hooks.example.com');
  });
});
