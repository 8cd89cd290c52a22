import { useToast } from '@nuxt/ui/composables/useToast';
import { toApiError } from './api-error.ts';
import { fixerText } from './error-advice.ts';
import { t } from './i18n/t.ts';

/**
 * Shows a failure: what, why, what to do, who can fix it, and the reference for support. Stays until it is closed,
 * because it is too long to read before a timer hides it, and the reference would be lost.
 */
export function useFailureToast() {
  const toast = useToast();
  return (title: string, thrown: unknown) => {
    const { code, sentence, next, fixer, reference } = toApiError(thrown);
    const copy = { label: t('shared.copyReference'), color: 'neutral' as const, variant: 'outline' as const };
    toast.add({
      title,
      description: `${sentence} ${next} ${fixerText(fixer)}`.trim(),
      color: 'error',
      icon: 'i-lucide-circle-alert',
      duration: 0,
      ...(reference
        ? { actions: [{ ...copy, onClick: () => void navigator.clipboard?.writeText(`${code} · ${reference}`) }] }
        : {}),
    });
  };
}
