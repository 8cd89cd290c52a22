import { type App, type Component, createApp } from 'vue';

export function mountPage(page: Component, props: Record<string, unknown> = {}): App {
  const app = createApp(page, props);
  app.mount('#app');
  return app;
}
