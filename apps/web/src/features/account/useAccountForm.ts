import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useAttempt } from '../../shared/useAttempt.ts';
import { type AccountErrorText, accountErrorText } from './account-error-text.ts';

/** Submits a form, shows its errors, and continues to the page the person wanted to open. */
export function useAccountForm(send: () => Promise<void>) {
  const route = useRoute();
  const router = useRouter();
  const { busy, error, attempt } = useAttempt();
  const failure = computed(() => (error.value ? accountErrorText(error.value) : null));
  const problem = computed(() => (failure.value && !failure.value.field ? failure.value.text : null));

  function submit() {
    return attempt(async () => {
      await send();
      await router.push(destination());
    });
  }

  /** Only a page of this app: a crafted link must not lead to another site. */
  function destination() {
    const next = route.query.next;
    return typeof next === 'string' && next.startsWith('/') && !next.startsWith('//') ? next : '/';
  }

  return {
    submit,
    busy,
    problem,
    fieldError: (field: AccountErrorText['field']) => (failure.value?.field === field ? failure.value.text : null),
    otherPage: (name: 'sign-in' | 'sign-up') => ({ name, query: route.query }),
  };
}
