import { createApp, h } from 'vue';

createApp({ render: () => h('main', h('h1', 'Hello')) }).mount('#app');
