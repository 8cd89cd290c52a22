import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from './webhook-message.ts';

const read = (message: unknown) =>
  readMessage(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));

const V3 = {
  id: 'msg_a1b2',
  timestamp: '2026-11-22T10:30:00.000Z',
  type: 'composio.trigger.message',
  metadata: {
    log_id: 'log_x',
    trigger_slug: 'GITHUB_COMMIT_EVENT',
    trigger_id: 'ti_x',
    connected_account_id: 'ca_x',
    auth_config_id: 'ac_x',
    user_id: 'ws-1',
  },
  data: { message: 'fix', author: 'jane' },
};
const V2 = {
  log_id: 'log_x',
  timestamp: '2026-11-22T10:30:00.000Z',
  type: 'github_commit_event',
  data: {
    connection_id: 'b9f7',
    connection_nano_id: 'ca_x',
    trigger_nano_id: 'ti_x',
    trigger_id: 'c0de',
    user_id: 'ws-1',
    message: 'fix',
  },
};
const V1 = {
  trigger_name: 'github_commit_event',
  connection_id: 'b9f7',
  trigger_id: 'c0de',
  payload: { message: 'fix' },
  log_id: 'log_x',
};

describe('readMessage', () => {
  it('reads a trigger in all three versions', () => {
    const at = new Date('2026-11-22T10:30:00.000Z');
    const slug = 'GITHUB_COMMIT_EVENT';
    expect(read(V3)).toEqual({
      kind: 'trigger',
      accountId: 'ca_x',
      workspaceId: 'ws-1',
      trigger: { upstreamId: 'ti_x', slug, at, payload: V3.data },
    });
    expect(read(V2)).toEqual({
      kind: 'trigger',
      accountId: 'ca_x',
      workspaceId: 'ws-1',
      trigger: { upstreamId: 'ti_x', slug, at, payload: { message: 'fix' } },
    });
    expect(read(V1)).toEqual({
      kind: 'trigger',
      accountId: 'b9f7',
      workspaceId: null,
      trigger: { upstreamId: 'c0de', slug, at: null, payload: { message: 'fix' } },
    });
  });

  it('reads the end of a grant, and a disabled trigger', () => {
    const expired = {
      ...V3,
      type: 'composio.connected_account.expired',
      metadata: { project_id: 'pr_x' },
      data: { id: 'ca_x', user_id: 'ws-1', status: 'EXPIRED' },
    };
    expect(read(expired)).toEqual({ kind: 'account_expired', accountId: 'ca_x', workspaceId: 'ws-1' });
    const disabled = {
      ...V3,
      type: 'composio.trigger.disabled',
      metadata: {},
      data: { id: 'ti_x', connected_account_id: 'ca_x', disabled_reason: 'polling_failure_in_composio_infra' },
    };
    expect(read(disabled)).toEqual({
      kind: 'trigger_disabled',
      accountId: 'ca_x',
      workspaceId: null,
      upstreamId: 'ti_x',
      reason: 'polling_failure_in_composio_infra',
    });
  });

  it('keeps unknown types', () => {
    expect(read({ ...V3, type: 'composio.something.new' })).toEqual({
      kind: 'unknown',
      type: 'composio.something.new',
    });
  });

  it.each([
    ['no JSON', '{"id":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', [V3]],
    ['a V3 trigger that names no account', { ...V3, metadata: { ...V3.metadata, connected_account_id: undefined } }],
    ['an account that is an operator', { ...V3, metadata: { ...V3.metadata, connected_account_id: { $ne: null } } }],
    ['an account with a NUL', { ...V3, metadata: { ...V3.metadata, connected_account_id: 'ca_\0' } }],
    ['data that is no object', { ...V3, data: 'text' }],
    ['a V2 message that names no account', { ...V2, data: { message: 'fix' } }],
  ])('calls %s malformed', (_, body) => {
    expect(read(body)).toEqual({ kind: 'malformed' });
  });

  it('accepts 500 levels of nesting, and calls deeper ones malformed', () => {
    const nested = (levels: number) =>
      JSON.stringify(V3).replace('"fix"', `${'['.repeat(levels)}${']'.repeat(levels)}`);
    // Not counting the message itself and its `data`.
    expect(read(nested(498))).toMatchObject({ kind: 'trigger' });
    expect(read(nested(499))).toEqual({ kind: 'malformed' });
    expect(read(nested(200_000))).toEqual({ kind: 'malformed' });
  });

  it('truncates a reason without splitting a surrogate pair, which no column could store', () => {
    const data = { id: 'ti_x', connected_account_id: 'ca_x', user_id: 'ws-1', disabled_reason: `${'x'.repeat(199)}😀` };
    const message = read({ ...V3, type: 'composio.trigger.disabled', data });
    expect(message).toMatchObject({ kind: 'trigger_disabled', reason: `${'x'.repeat(199)}\ufffd` });
  });

  it('calls invalid UTF-8 malformed', () => {
    expect(readMessage(Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]))).toEqual({
      kind: 'malformed',
    });
  });

  it('never throws, whatever was signed', () => {
    const asData = fc.property(fc.jsonValue(), (value) => Boolean(read({ ...V3, data: value, metadata: value }).kind));
    const asBody = fc.property(fc.uint8Array(), (bytes) => Boolean(readMessage(Buffer.from(bytes)).kind));
    expect(() => fc.assert(asData, { numRuns: 500 })).not.toThrow();
    expect(() => fc.assert(asBody, { numRuns: 500 })).not.toThrow();
  });

  it('reads an invalid timestamp as none', () => {
    expect(read({ ...V3, timestamp: 'yesterday' })).toMatchObject({ trigger: { at: null } });
    expect(read({ ...V3, timestamp: '+275760-09-13T00:00:00Z' })).toMatchObject({ trigger: { at: null } });
    expect(read({ ...V3, timestamp: {} })).toMatchObject({ trigger: { at: null } });
  });
});
