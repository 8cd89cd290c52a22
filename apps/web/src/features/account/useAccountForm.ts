import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type AccountErrorText, accountErrorText } from './account-error-text.ts';

/** Sends a form, says what is wrong with it, and goes on to where the person was heading. */
export function useAccountForm(send: () => Promise<void>) {
  const route = useRoute();
  const router = useRouter();
  const busy = ref(false);
  const failure = ref<AccountErrorText | null>(null);
  const problem = computed(() => (failure.value && !failure.value.field ? failure.value.text : null));

  async function submit() {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      await send();
      await router.push(destination());
    } catch (thrown) {
      failure.value = accountErrorText(thrown);
    } finally {
      busy.value = false;
    }
  }

  /** A page of ours, and nothing that somebody put into a link to lead elsewhere. */
  function destination() {
    const next = route.query.next;
    return typeof next === 'string' && next.startsWith('/') && !next.startsWith('//') ? next : { name: 'marketplace' };
  }

  return {
    submit,
    busy,
    problem,
    fieldError: (field: AccountErrorText['field']) => (failure.value?.field === field ? failure.value.text : null),
    otherPage: (name: 'sign-in' | 'sign-up') => ({ name, query: route.query }),
  };
}
