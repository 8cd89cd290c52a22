import type { AppScheme } from '@patchbay/contracts';
import { computed, ref, shallowRef, watch } from 'vue';
import { toApiError } from '../../shared/api-error.ts';
import { t } from '../../shared/i18n/t.ts';

/**
 * The form of a way to connect that takes what a person enters. The values live in this component alone, and are gone when it
 * is: no store, cache or storage of the browser ever has them.
 */
export function useCredentialForm(scheme: () => AppScheme) {
  const values = ref<Record<string, string>>({});
  const submitted = ref(false);
  const refused = shallowRef<Record<string, string>>({});
  const failure = shallowRef<unknown>(null);
  const fields = computed(() => scheme().fields ?? []);

  watch(
    fields,
    (known) => {
      const initial = Object.fromEntries(known.map(({ name, default: given }) => [name, given ?? '']));
      values.value = { ...initial, ...pick(values.value, Object.keys(initial)) };
      submitted.value = false;
    },
    { immediate: true },
  );
  watch(values, () => ((refused.value = {}), (failure.value = null)), { deep: true });

  const missing = computed(() =>
    Object.fromEntries(
      fields.value
        .filter(({ name, required }) => required && !values.value[name]?.trim())
        .map(({ name, label }) => [name, t('connections.enter', { field: label })]),
    ),
  );
  const errors = computed<Record<string, string>>(() =>
    submitted.value ? { ...refused.value, ...missing.value } : {},
  );

  /** Runs `send` with what was entered when nothing is missing. Answers whether it went through. */
  async function submit(send: (credentials: Record<string, string>) => Promise<void>): Promise<boolean> {
    submitted.value = true;
    if (Object.keys(missing.value).length > 0) return false;
    try {
      await send(entered(values.value));
      return true;
    } catch (thrown) {
      const ours = fieldsOf(thrown);
      if (Object.keys(ours).length > 0) refused.value = ours;
      else failure.value = thrown;
      return false;
    }
  }

  return { fields, values, errors, failure, submit };
}

function pick(values: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => names.includes(name) && value !== ''));
}

/** What is pasted often brings blanks along; those of a password may be meant. What is empty is left out. */
function entered(values: Record<string, string>): Record<string, string> {
  const meant = Object.entries(values).map(
    ([name, value]) => [name, /pass/i.test(name) ? value : value.trim()] as const,
  );
  return Object.fromEntries(meant.filter(([, value]) => value !== ''));
}

/** By the names of the form's fields. */
function fieldsOf(thrown: unknown): Record<string, string> {
  const { code, fields } = toApiError(thrown);
  if (code !== 'INPUT_INVALID') return {};
  const named = Object.entries(fields).filter(([name]) => name.startsWith('credentials.'));
  return Object.fromEntries(named.map(([name, text]) => [name.replace(/^credentials\./, ''), text]));
}
