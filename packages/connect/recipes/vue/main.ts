import { createApp } from 'vue';
import Connect from './Connect.vue';

createApp(Connect).mount('#app');
