import { computed } from 'vue';

/**
 * Keeps rows in the order in which they were first seen, until `view` changes. The server sorts by urgency, so a row
 * would jump away from the person who is connecting it.
 */
export function useSteadyOrder<Item extends { id: string }>(items: () => Item[], view: () => string) {
  let places = new Map<string, number>();
  let seen: string | undefined;

  return computed(() => {
    if (seen !== view()) [seen, places] = [view(), new Map()];
    for (const { id } of items()) if (!places.has(id)) places.set(id, places.size);
    return items().toSorted((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0));
  });
}
