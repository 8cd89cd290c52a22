import { ref, watchEffect } from 'vue';

/** Stays true after the first time, so that a dialog is loaded when it is needed and can fade out afterwards. */
export function useOnce(condition: () => boolean) {
  const happened = ref(false);
  watchEffect(() => {
    if (condition()) happened.value = true;
  });
  return happened;
}
