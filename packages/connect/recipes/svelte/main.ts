import { mount } from 'svelte';
import Connect from './Connect.svelte';

mount(Connect, { target: document.querySelector('#app')! });
