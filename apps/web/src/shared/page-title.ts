import { watch } from 'vue';
import { useRoute } from 'vue-router';

/**
 * The title of a page that is about one thing among many, by the name of the thing. The router has set the page's own
 * before; that one stays while the name is not known.
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
