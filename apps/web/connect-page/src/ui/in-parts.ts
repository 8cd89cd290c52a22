import { computed, onScopeDispose, ref, watch } from 'vue';

/** Resolves in a task of its own, after what the browser has to do first: input, layout, paint. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve));
}

/** How many items of a list to render: `step` more in each task, so that a long list never blocks the page. */
export function useInParts(total: () => number, step: number) {
  const rendered = ref(step);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renderMore(): void {
    clearTimeout(timer);
    if (rendered.value >= total()) return;
    timer = setTimeout(() => {
      rendered.value += step;
      renderMore();
    });
  }

  watch(total, renderMore, { immediate: true, flush: 'post' });
  onScopeDispose(() => clearTimeout(timer));

  return computed(() => rendered.value);
}
