import { ref, watchEffect } from 'vue';

/** True from the first time on, so that a dialog is loaded when it is needed and may fade out afterwards. */
export function useOnce(condition: () => boolean) {
  const happened = ref(false);
  watchEffect(() => {
    if (condition()) happened.value = true;
  });
  return happened;
}
