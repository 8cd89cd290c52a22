import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { api } from '../../app/api.ts';
import { announce } from '../../shared/announcer.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { type Automatic, type Subscription, triggerKeys } from './trigger.queries.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { t } from '../../shared/i18n/t.ts';

/** The commands for a connection's triggers, with their success messages. */
export function useChangeSubscriptions() {
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();

  const refresh = (connectionId: string) => invalidate(cache, triggerKeys.list(connectionId));

  /** Throws the server's error; the form shows it at its fields. */
  async function enable(connectionId: string, { trigger, config }: Automatic): Promise<Subscription> {
    const answer = await api.triggers.enable.mutate({ connectionId, trigger, config });
    await refresh(connectionId);
    return answer.trigger;
  }

  /**
   * Creates the new one first: an event in between arrives twice instead of being lost. The same configuration
   * changes nothing.
   */
  async function replace(former: Subscription, config: Automatic['config']): Promise<Subscription> {
    const { connectionId } = former;
    try {
      const input = { connectionId, trigger: former.trigger.slug, config };
      const { trigger } = await api.triggers.enable.mutate(input);
      if (trigger.id !== former.id) await api.triggers.disable.mutate({ id: former.id });
      return trigger;
    } finally {
      // Not in between, while both exist.
      await refresh(connectionId);
    }
  }

  /** Retries with the same configuration: the provider may accept it now. */
  async function tryAgain({ connectionId, trigger, config }: Subscription): Promise<void> {
    try {
      const { problem } = await enable(connectionId, { trigger: trigger.slug, config });
      announce(
        problem
          ? t('triggers.failedAgain', { trigger: trigger.name })
          : t('triggers.onAgain', { trigger: trigger.name }),
      );
    } catch (error) {
      failed(t('triggers.notEnabled'), error);
    }
  }

  /** Turns it off immediately, with an Undo button. */
  async function disable(subscription: Subscription): Promise<void> {
    const { id, connectionId, trigger } = subscription;
    try {
      await api.triggers.disable.mutate({ id });
      toast.add({
        title: t('triggers.isOff', { trigger: trigger.name }),
        icon: 'i-lucide-radio',
        color: 'neutral',
        duration: 8_000,
        actions: [undoAction(() => void tryAgain(subscription))],
      });
    } catch (error) {
      failed(t('triggers.notDisabled'), error);
    } finally {
      await refresh(connectionId);
    }
  }

  async function setAutomatic(app: string, { trigger, config }: Automatic, automatic: boolean): Promise<void> {
    try {
      const input = { app, trigger, automatic, config };
      cache.setQueryData(triggerKeys.automatic(app), await api.triggers.setAutomatic.mutate(input));
      announce(automatic ? t('triggers.nowAutomatic') : t('triggers.notAutomatic'));
    } catch (error) {
      failed(t('triggers.notSaved'), error);
      void invalidate(cache, triggerKeys.automatic(app));
    }
  }

  return { enable, replace, tryAgain, disable, setAutomatic };
}
