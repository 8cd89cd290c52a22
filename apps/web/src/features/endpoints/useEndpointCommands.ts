import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { api } from '../../app/api.ts';
import { announce } from '../../shared/announcer.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { deliveryKeys } from './delivery.queries.ts';
import { type Endpoint, type EndpointInput, endpointKeys } from './endpoint.queries.ts';

/** What an admin does with an endpoint, and what is said about it. */
export function useEndpointCommands(endpoint: () => Endpoint) {
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();
  const busy = ref<'test' | 'rotate' | 'switch' | null>(null);
  const secret = ref<string | null>(null);

  async function refresh() {
    await Promise.all([endpointKeys.all(), deliveryKeys.all()].map((key) => cache.invalidateQueries({ key })));
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
    attempt('test', 'The test was not sent', async () => {
      await api.endpoints.test.mutate({ id: endpoint().id });
      announce('A test is sent');
    });

  const rotate = () =>
    attempt('rotate', 'The secret was not rotated', async () => {
      secret.value = (await api.endpoints.rotateSecret.mutate({ id: endpoint().id })).secret;
    });

  const setEnabled = (enabled: boolean) =>
    attempt('switch', enabled ? 'It was not switched on' : 'It was not switched off', async () => {
      const { id, version } = endpoint();
      await api.endpoints.update.mutate({ id, version, enabled });
      const undo = { label: 'Undo', color: 'neutral', variant: 'outline' } as const;
      toast.add({
        title: enabled ? 'The endpoint is on' : 'The endpoint is off',
        icon: enabled ? 'i-lucide-circle-check' : 'i-lucide-info',
        color: enabled ? 'success' : 'neutral',
        actions: enabled ? [] : [{ ...undo, onClick: () => void setEnabled(true) }],
      });
    });

  /** On the endpoint as it was when the form was opened. Throws what the server says; the form shows it. */
  async function save(input: EndpointInput, { id, version }: Endpoint): Promise<void> {
    await api.endpoints.update.mutate({ id, version, ...input });
    announce('Saved');
    await refresh();
  }

  /** Throws what the server says; the dialog shows it. */
  async function remove(): Promise<void> {
    await api.endpoints.remove.mutate({ id: endpoint().id });
    toast.add({ title: 'The endpoint was removed', icon: 'i-lucide-unplug', color: 'neutral' });
    void refresh();
  }

  return { busy, secret, refresh, test, rotate, setEnabled, save, remove };
}
