import { watch } from 'vue';
import { useRoute } from 'vue-router';

/**
 * Sets the title of a page about one thing to the thing's name. Until the name is known, the router's title of the
 * page stays.
 */
export function usePageTitle(parts: () => string[]): void {
  const route = useRoute();
  const { name } = route;
  watch(
    () => [route.fullPath, ...parts()].join(' '),
    () => {
      // While leaving, the next page has already set its title.
      if (route.name === name && parts().length > 0) document.title = [...parts(), 'Patchbay'].join(' · ');
    },
    { immediate: true },
  );
}
