import { type Component, createApp } from 'vue';

export function mountPage(page: Component, props: Record<string, unknown> = {}): void {
  createApp(page, props).mount('#app');
}
