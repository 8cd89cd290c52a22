import { defineComponent, h, shallowReactive } from 'vue';

/** One icon of an Iconify set: the inside of its `<svg>`. */
export interface IconData {
  body: string;
  width?: number;
  height?: number;
}

const icons = shallowReactive(new Map<string, IconData>());

/** `lucide:plug` and `lucide-plug` are the same icon. */
function keyOf(name: string): string {
  return name.replace(':', '-');
}

export function addIcon(name: string, data: IconData): boolean {
  icons.set(keyOf(name), data);
  return true;
}

export function iconLoaded(name: string): boolean {
  return icons.has(keyOf(name));
}

/**
 * Replaces the component of `@iconify/vue`, which loads unknown icons from another host. This one only renders icons
 * that were bundled.
 */
export const Icon = defineComponent({
  name: 'BundledIcon',
  props: { icon: { type: String, required: true }, width: [String, Number], height: [String, Number] },
  setup: (props) => () => {
    const data = icons.get(keyOf(props.icon));
    return h('svg', {
      'aria-hidden': 'true',
      viewBox: `0 0 ${data?.width ?? 24} ${data?.height ?? 24}`,
      width: props.width ?? '1em',
      height: props.height ?? '1em',
      // From our own dependencies at build time, never from data.
      innerHTML: data?.body ?? '',
    });
  },
});
