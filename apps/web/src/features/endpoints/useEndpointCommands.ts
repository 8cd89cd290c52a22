import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { api } from '../../app/api.ts';
import { announce } from '../../shared/announcer.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { healthKeys } from '../health/workspace-health.queries.ts';
import { deliveryKeys } from './delivery.queries.ts';
import { type Endpoint, type EndpointInput, endpointKeys, type EndpointList } from './endpoint.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** The commands of an endpoint's admin, with their success messages. */
export function useEndpointCommands(endpoint: () => Endpoint) {
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();
  /** One at a time: each may create a new version of the endpoint, which the next one must name. */
  const busy = ref<'test' | 'rotate' | 'switch' | null>(null);
  const secret = ref<string | null>(null);

  /** Right away, because the next command must name the new version. */
  function show(changed: Endpoint) {
    const list = cache.getQueryData<EndpointList>(endpointKeys.all());
    if (!list) return;
    const items = list.items.map((known) => (known.id === changed.id ? changed : known));
    cache.setQueryData(endpointKeys.all(), { ...list, items });
  }

  async function refresh() {
    await Promise.all(
      [endpointKeys.all(), deliveryKeys.all(), healthKeys.workspace()].map((key) => invalidate(cache, key)),
    );
  }

  async function attempt(what: NonNullable<typeof busy.value>, title: string, work: () => Promise<void>) {
    busy.value = what;
    try {
      await work();
    } catch (error) {
      failed(title, error);
    } finally {
      await refresh();
      busy.value = null;
    }
  }

  const test = () =>
    attempt('test', t('endpoints.testNotSent'), async () => {
      await api.endpoints.test.mutate({ id: endpoint().id });
      announce(t('endpoints.testSent'));
    });

  const rotate = () =>
    attempt('rotate', t('endpoints.notRotated'), async () => {
      const { id, version } = endpoint();
      const answer = await api.endpoints.rotateSecret.mutate({ id, version });
      show(answer.endpoint);
      secret.value = answer.secret;
    });

  const setEnabled = (enabled: boolean) =>
    attempt('switch', enabled ? t('endpoints.notTurnedOn') : t('endpoints.notTurnedOff'), async () => {
      const { id, version } = endpoint();
      show((await api.endpoints.update.mutate({ id, version, enabled })).endpoint);
      toast.add({
        title: enabled ? t('endpoints.isOn') : t('endpoints.isOff'),
        icon: enabled ? 'i-lucide-circle-check' : 'i-lucide-info',
        color: enabled ? 'success' : 'neutral',
        actions: enabled ? [] : [undoAction(() => void setEnabled(true))],
      });
    });

  /** Applies to the endpoint as it was when the form was opened. Throws the server's error; the form shows it. */
  async function save(input: EndpointInput, { id, version }: Endpoint): Promise<void> {
    show((await api.endpoints.update.mutate({ id, version, ...input })).endpoint);
    announce(t('endpoints.saved'));
    await refresh();
  }

  /** Throws the server's error; the dialog shows it. */
  async function remove(): Promise<void> {
    await api.endpoints.remove.mutate({ id: endpoint().id });
    toast.add({ title: t('endpoints.removed'), icon: 'i-lucide-unplug', color: 'neutral' });
    void refresh();
  }

  return { busy, secret, refresh, test, rotate, setEnabled, save, remove };
}
