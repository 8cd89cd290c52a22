import { watch } from 'vue';
import { useRoute } from 'vue-router';

/**
 * Sets the title of a page about one thing to the thing's name. The router has set the page's own title before; it stays
 * until the name is known.
 */
export function usePageTitle(parts: () => string[]): void {
  const route = useRoute();
  const { name } = route;
  watch(
    () => [route.fullPath, ...parts()].join(' '),
    () => {
      // On the way out the next page has its title already.
      if (route.name === name && parts().length > 0) document.title = [...parts(), 'Patchbay'].join(' · ');
    },
    { immediate: true },
  );
}
