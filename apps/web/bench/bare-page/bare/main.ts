import { createApp, h, onMounted, shallowRef } from 'vue';

interface App {
  slug: string;
  name: string;
  logo: string;
  description: string;
}

/** The same list in one render, without what the connect page does beside it. */
createApp({
  setup() {
    const apps = shallowRef<App[]>([]);
    onMounted(async () => {
      const answer = await fetch('/apps.json');
      apps.value = (await answer.json()) as App[];
    });
    return () => h('main', [h('h1', 'Connect your apps'), h('ul', apps.value.map(card))]);
  },
}).mount('#app');

function card({ slug, name, logo, description }: App) {
  return h('li', { key: slug }, [
    h('img', { src: logo, alt: '', width: 28, height: 28, loading: 'lazy' }),
    h('h2', name),
    h('button', { type: 'button', 'aria-label': `Connect ${name}` }, 'Connect'),
    h('p', description),
  ]);
}
