import type { ConnectionView } from '@patchbay/lifecycle';
import { useToast } from '@nuxt/ui/composables/useToast';
import { shallowReactive } from 'vue';
import { api } from '../../app/api.ts';
import { useSession } from '../../app/session.store.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { optimisticView } from './optimistic-view.ts';

export interface AddableApp {
  slug: string;
  name: string;
  logo: string | null;
  needsAuth: boolean;
}

/** Apps that are being added by this tab; their cards show the outcome already and wait for the answer. */
const adding = shallowReactive(new Set<string>());

/** Adds an app at once on the screen; takes it back when the server refuses, or when the person thinks better of it. */
export function useAddConnection() {
  const { apply } = useConnectionCache();
  const session = useSession();
  const toast = useToast();
  const failed = useFailureToast();

  async function add(app: AddableApp, label = ''): Promise<ConnectionView | null> {
    if (adding.has(app.slug) || !session.user) return null;
    const guess = optimisticView(app, label, session.user);
    adding.add(app.slug);
    apply({ connectionId: guess.id, app: app.slug, connection: guess });
    try {
      const { outcome, connection } = await api.connections.add.mutate({ app: app.slug, label });
      apply({ connectionId: guess.id, app: app.slug, connection: null });
      apply({ connectionId: connection.id, app: app.slug, connection });
      report(outcome, connection);
      return connection;
    } catch (error) {
      apply({ connectionId: guess.id, app: app.slug, connection: null });
      failed(`${app.name} was not added`, error);
      return null;
    } finally {
      adding.delete(app.slug);
    }
  }

  function report(outcome: 'added' | 'already_added', connection: ConnectionView) {
    const { name } = connection.app;
    if (outcome === 'already_added') {
      const description = 'Somebody added it before. Nothing was changed.';
      toast.add({ title: `${name} is already here`, description, icon: 'i-lucide-info', color: 'neutral' });
      return;
    }
    toast.add({
      title: `${name} was added`,
      description: 'Connect it to make it usable.',
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 8_000,
      // Whoever added an app may take it back, whatever their role, as long as it is not connected.
      actions: [undoAction(() => void undo(connection))],
    });
  }

  async function undo(connection: ConnectionView) {
    const { id, version, app } = connection;
    apply({ connectionId: id, app: app.slug, connection: null });
    try {
      await api.connections.remove.mutate({ id, version });
    } catch (error) {
      apply({ connectionId: id, app: app.slug, connection });
      failed(`${app.name} was not removed`, error);
    }
  }

  return { add, isAdding: (slug: string) => adding.has(slug) };
}
