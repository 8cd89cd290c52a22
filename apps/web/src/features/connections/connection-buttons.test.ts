// @vitest-environment happy-dom
import type { ConnectionView } from '@patchbay/contracts';
import { type ButtonId, buttonsFor } from '@patchbay/lifecycle';
import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { anAttempt, aView } from './a-view.fixture.ts';
import ConnectionButtons from './ConnectionButtons.vue';

const page = { path: '/applications/:id', name: 'connection', component: { render: () => null } };
const router = createRouter({ history: createMemoryHistory(), routes: [page] });
const press = vi.fn();
const askAnAdmin = vi.fn();
const busy = ref<ButtonId | null>(null);
let allowed: (button: ButtonId) => boolean;

vi.mock('./connection-actions.ts', () => ({ useConnectionActions: () => ({ press, busy }) }));
vi.mock('./connection-access.ts', () => ({ useConnectionAccess: () => ({ may: (id: ButtonId) => allowed(id) }) }));
vi.mock('../workspaces/ask-an-admin.ts', () => ({
  askAnAdmin: (...given: string[]) => askAnAdmin(...given) as unknown,
}));

beforeEach(() => {
  vi.clearAllMocks();
  busy.value = null;
  allowed = () => true;
});

const show = (view: ConnectionView, props: { menu?: boolean; omit?: ButtonId[] } = {}) =>
  mount(ConnectionButtons, { props: { view, ...props }, global: { plugins: [router], stubs: { ActionMenu: true } } });
const labels = (wrapper: ReturnType<typeof show>) => wrapper.findAll('button').map((button) => button.text());
const button = (wrapper: ReturnType<typeof show>, id: ButtonId) => wrapper.get(`[data-button="${id}"]`);

const VIEWS: [string, ConnectionView][] = [
  ['added', aView()],
  ['pending', aView({ status: 'pending', attempt: anAttempt() })],
  ['active', aView({ status: 'active' })],
  ['active, being renewed', aView({ status: 'active', attempt: anAttempt() })],
  ['expired', aView({ status: 'expired' })],
];

describe('the buttons of a connection', () => {
  it.each(VIEWS)('are those of its lifecycle: %s', (_, view) => {
    expect(labels(show(view))).toEqual(buttonsFor(view).map(({ text }) => text));
  });

  it('are labeled with their app, for screen reader users', () => {
    expect(button(show(aView({ label: 'Support' })), 'connect').attributes('aria-label')).toMatch(
      /^Connect Slack.*Support/,
    );
  });

  it('do what their label says, with the shown version of the connection', async () => {
    const view = aView();
    await button(show(view), 'connect').trigger('click');
    expect(press).toHaveBeenCalledExactlyOnceWith('connect', view);
  });

  it('wait for the running one, and keep the keyboard focus', async () => {
    busy.value = 'connect';
    const connect = button(show(aView()), 'connect');
    await connect.trigger('click');
    expect(press).not.toHaveBeenCalled();
    expect(connect.attributes()).toMatchObject({ 'aria-busy': 'true', 'aria-disabled': 'true' });
    expect(connect.attributes('disabled')).toBeUndefined();
  });

  it('do not offer Continue while the consent page is being requested', async () => {
    const view = aView({ status: 'pending', attempt: anAttempt({ step: 'opening' }) });
    await button(show(view), 'continue').trigger('click');
    expect(press).not.toHaveBeenCalled();
  });

  it('can be left out', () => {
    expect(labels(show(aView(), { omit: ['remove'] }))).toEqual(['Connect']);
  });
});

describe('in a row', () => {
  it('the next step comes first, and the others are in a menu', () => {
    const wrapper = show(aView({ status: 'expired' }), { menu: true });
    expect(labels(wrapper)).toEqual(['Reconnect']);
    const items = wrapper.getComponent({ name: 'ActionMenu' }).props('items') as { label: string }[];
    expect(items.map(({ label }) => label)).toEqual(['Disconnect', 'Remove']);
  });

  it('Configure is called Manage', () => {
    expect(labels(show(aView({ status: 'active' }), { menu: true }))).toEqual(['Manage']);
  });
});

describe('to a person whose role does not allow the next step', () => {
  it('there is a request to an admin, as text', async () => {
    allowed = () => false;
    const wrapper = show(aView());
    expect(labels(wrapper)).toEqual(['Ask an admin']);
    await wrapper.get('button').trigger('click');
    expect(askAnAdmin).toHaveBeenCalledExactlyOnceWith('Connect: Slack', '/applications/c1');
  });

  it('other allowed buttons are offered', () => {
    allowed = (id) => id === 'refresh';
    const view = aView({ status: 'pending', attempt: anAttempt() });
    expect(labels(show(view))).toEqual(['Ask an admin', 'Refresh status']);
  });
});
