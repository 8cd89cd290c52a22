import type { ConnectionView } from '@patchbay/contracts';
import { useToast } from '@nuxt/ui/composables/useToast';
import { computed, ref } from 'vue';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { useCopy } from '../../shared/useCopy.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { nameOf } from './transition-text.ts';
import { t } from '../../shared/i18n/t.ts';

/**
 * Copies the link of an open authorization. The link is kept in memory only, so a tab that did not open it, or was
 * reloaded, requests a new one, as Continue does, and says that the previous one stops working.
 */
export function useCopyLink(view: () => ConnectionView) {
  const flow = useConnectFlow();
  const toast = useToast();
  const failed = useFailureToast();
  const { copied, copy } = useCopy();
  const busy = ref(false);
  /** The clipboard is not accessible: the link is shown, to be selected. */
  const refused = ref(false);
  const link = computed(() => flow.linkOf(view()));

  async function copyLink(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const known = link.value;
    const done = await copy(known ?? newLink());
    busy.value = false;
    refused.value = !done && link.value !== null;
    if (known || !link.value) return;
    const description = t('connections.newLinkText');
    toast.add({
      title: done ? t('connections.linkCopied') : t('connections.steps.link'),
      description,
      icon: 'i-lucide-link',
      color: 'neutral',
    });
  }

  async function newLink(): Promise<string> {
    const { id, app, version } = view();
    const made = await flow.makeLink({ id, appName: app.name, needsAuth: app.needsAuth, version });
    if (made) return made;
    const { error } = flow.flows.get(id) ?? {};
    if (error) failed(t('connections.noLink', { name: nameOf(view()) }), error);
    throw error;
  }

  return { copied, busy, refused, link, copyLink };
}
