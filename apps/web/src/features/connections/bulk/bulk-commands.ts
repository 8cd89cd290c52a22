import type { ConnectionView } from '@patchbay/contracts';
import { type ButtonId, buttonsFor } from '@patchbay/lifecycle';
import { api } from '../../../app/api.ts';

/** A command for many connections. Its texts are those of its id. */
export interface BulkCommand {
  id: 'refresh' | 'disconnect' | 'remove' | ActionSet;
  /** To which of the selected ones it applies. */
  fits: (view: ConnectionView) => boolean;
  run: (view: ConnectionView) => Promise<Change>;
}

/** What became of a connection, and how it is undone; without `undo` it cannot be. */
export interface Change {
  connection: ConnectionView | null;
  undo?: () => Promise<unknown>;
}

export type ActionSet = 'important' | 'read-only' | 'all';

const offers = (button: ButtonId) => (view: ConnectionView) => buttonsFor(view).some(({ id }) => id === button);

export const REFRESH: BulkCommand = {
  id: 'refresh',
  fits: () => true,
  run: async ({ id }) => ({ connection: (await api.connections.refresh.mutate({ id })).connection }),
};

export const DISCONNECT: BulkCommand = {
  id: 'disconnect',
  fits: offers('disconnect'),
  run: async ({ id, version }) => ({
    connection: (await api.connections.disconnect.mutate({ id, version })).connection,
  }),
};

export const REMOVE: BulkCommand = {
  id: 'remove',
  fits: offers('remove'),
  async run({ id, version, status, endUser, app, label }) {
    await api.connections.remove.mutate({ id, version });
    // Of what was never connected nothing is lost. A connection of an end user is theirs to add.
    const isUndoable = status === 'added' && endUser === null;
    return {
      connection: null,
      ...(isUndoable && { undo: () => api.connections.add.mutate({ app: app.slug, label }) }),
    };
  },
};

const SETS: ActionSet[] = ['important', 'read-only', 'all'];

export const ENABLE: BulkCommand[] = SETS.map((set) => ({
  id: set,
  fits: () => true,
  async run(view) {
    const { actions } = await api.connections.enabledActions.query({ id: view.id });
    const { version } = await api.connections.enableActions.mutate({ id: view.id, actions: set });
    return {
      connection: null,
      undo: () => api.connections.setEnabledActions.mutate({ id: view.id, version, actions }),
    };
  },
}));
