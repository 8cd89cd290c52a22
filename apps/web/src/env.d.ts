/// <reference types="vite/client" />

declare module '@nuxt/ui/runtime/vue/plugins/icons.js' {
  import type { Plugin } from 'vue';

  const icons: Plugin;
  export default icons;
}
