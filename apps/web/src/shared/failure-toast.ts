import { useToast } from '@nuxt/ui/composables/useToast';
import { toApiError } from './api-error.ts';
import { fixerText } from './error-advice.ts';

/**
 * Tells that something did not work: what, why, what to do, who can do it, and the reference to pass on. It stays until
 * it is closed: this is too much to read before a timer hides it, and the reference would be lost.
 */
export function useFailureToast() {
  const toast = useToast();
  return (title: string, thrown: unknown) => {
    const { code, sentence, next, fixer, reference } = toApiError(thrown);
    const copy = { label: 'Copy reference', color: 'neutral' as const, variant: 'outline' as const };
    toast.add({
      title,
      description: `${sentence} ${next} ${fixerText(fixer)}`,
      color: 'error',
      icon: 'i-lucide-circle-alert',
      duration: 0,
      ...(reference
        ? { actions: [{ ...copy, onClick: () => void navigator.clipboard?.writeText(`${code} · ${reference}`) }] }
        : {}),
    });
  };
}
