import type { ConnectionView } from '@patchbay/contracts';
import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { shallowReactive, watch } from 'vue';
import { api } from '../../app/api.ts';
import { useSession } from '../../app/session.store.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { useConnectionCache } from './connection-cache.ts';
import { connectionKeys } from './connection.queries.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { optimisticView } from './optimistic-view.ts';
import { t } from '../../shared/i18n/t.ts';

export interface AddableApp {
  slug: string;
  name: string;
  logo: string | null;
  needsAuth: boolean;
  asksFirst: boolean;
}

/** Apps being added by this tab: their cards already show the result and wait for the response. */
const adding = shallowReactive(new Set<string>());

/** Adds an app optimistically; undone when the server refuses, or when the person presses Undo. */
export function useAddConnection() {
  const cache = useQueryCache();
  const { apply, find } = useConnectionCache();
  const flow = useConnectFlow();
  const session = useSession();
  const toast = useToast();
  const failed = useFailureToast();

  async function add(app: AddableApp, label = ''): Promise<ConnectionView | null> {
    if (adding.has(app.slug) || !session.user) return null;
    const guess = optimisticView(app, label, session.user);
    adding.add(app.slug);
    apply({ connectionId: guess.id, app: app.slug, connection: guess }, { isGuess: true });
    try {
      const { outcome, connection } = await api.connections.add.mutate({ app: app.slug, label });
      apply({ connectionId: guess.id, app: app.slug, connection: null }, { isGuess: true });
      apply({ connectionId: connection.id, app: app.slug, connection });
      report(outcome, connection);
      return connection;
    } catch (error) {
      apply({ connectionId: guess.id, app: app.slug, connection: null });
      failed(t('connections.failed.add', { name: app.name }), error);
      return null;
    } finally {
      adding.delete(app.slug);
    }
  }

  function report(outcome: 'added' | 'already_added', connection: ConnectionView) {
    const { name } = connection.app;
    if (outcome === 'already_added') {
      const description = t('connections.alreadyHereText');
      toast.add({
        title: t('connections.alreadyHere', { name }),
        description,
        icon: 'i-lucide-info',
        color: 'neutral',
      });
      return;
    }
    const stopWatching = whenConnecting(connection.id, () => toast.remove(id));
    const { id } = toast.add({
      title: t('connections.added', { name }),
      description: t('connections.addedText'),
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 8_000,
      // The person who added an app may remove it while it is not connected, regardless of their role.
      actions: [undoAction(() => void undo(connection))],
      'onUpdate:open': (open) => !open && stopWatching(),
    });
  }

  /**
   * A connection that is being connected cannot be undone, so the Undo button disappears before the server would
   * refuse.
   */
  function whenConnecting(id: string, then: () => void) {
    const isOver = () => flow.flows.has(id) || find(id)?.status !== 'added';
    return watch(isOver, then, { once: true });
  }

  async function undo(added: ConnectionView) {
    // With the current version: a label set in the meantime does not prevent the undo.
    const { id, version, app } = find(added.id) ?? added;
    apply({ connectionId: id, app: app.slug, connection: null });
    try {
      await api.connections.remove.mutate({ id, version });
    } catch (error) {
      putBack(find(id) ?? added);
      failed(t('connections.failed.remove', { name: app.name }), error);
    }
  }

  /** Only the server knows the status; until it responds, the last known one is shown. */
  function putBack(connection: ConnectionView) {
    apply({ connectionId: connection.id, app: connection.app.slug, connection });
    void invalidate(cache, connectionKeys.all());
    void invalidate(cache, workspaceKey('apps'));
  }

  return { add, isAdding: (slug: string) => adding.has(slug) };
}
