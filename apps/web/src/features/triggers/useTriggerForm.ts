import { WRITES_EXACTLY, writeJson } from '@patchbay/exact-json';
import { schemaErrors } from '@patchbay/schema-errors';
import { computed, ref, shallowRef, watch } from 'vue';
import { toApiError } from '../../shared/api-error.ts';
import { configOf, type FormValues, initialValues, otherErrors, type TriggerConfig } from './form-values.ts';
import { fieldsOf } from './schema-fields.ts';
import { schemaWords } from './schema-words.ts';
import { t } from '../../shared/i18n/t.ts';

/**
 * The form of a trigger's configuration. Uses the server's rules, first on submit and then while typing; errors that
 * only the server can find are shown at the same fields until they are changed.
 */
export function useTriggerForm(schema: () => Record<string, unknown> | undefined, config?: TriggerConfig) {
  const fields = computed(() => fieldsOf(schema() ?? {}));
  const values = ref<FormValues>({});
  const submitted = ref(false);
  const refused = shallowRef<Record<string, string>>({});
  const failure = shallowRef<unknown>(null);

  watch(fields, (known) => (values.value = initialValues(known, config)), { immediate: true });
  watch(values, () => ((refused.value = {}), (failure.value = null)), { deep: true });

  const meant = computed(() => configOf(fields.value, values.value));
  const broken = computed(() => ({
    ...schemaErrors(schema() ?? {}, meant.value, { words: schemaWords }),
    ...unsendable(meant.value),
  }));
  const errors = computed(() => (submitted.value ? { ...refused.value, ...broken.value } : {}));

  /** Runs `send` with the configuration if it is valid. Returns whether it succeeded. */
  async function submit(send: (config: TriggerConfig) => Promise<void>): Promise<boolean> {
    submitted.value = true;
    if (Object.keys(broken.value).length > 0) return false;
    try {
      await send(meant.value);
      return true;
    } catch (thrown) {
      const { code, fields: named } = toApiError(thrown);
      const ours = Object.entries(named).map(([field, text]) => [field.replace(/^config\.?/, ''), text] as const);
      if (code === 'INPUT_INVALID' && ours.length > 0) refused.value = Object.fromEntries(ours);
      else failure.value = thrown;
      return false;
    }
  }

  return { fields, values, errors, others: computed(() => otherErrors(errors.value, fields.value)), failure, submit };
}

/** Refused here, because the number would be rounded on its way. */
function unsendable(config: TriggerConfig): Record<string, string> {
  if (WRITES_EXACTLY || JSON.stringify(config) === writeJson(config)) return {};
  return { '': t('triggers.numberTooLong') };
}
