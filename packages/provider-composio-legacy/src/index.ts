export { legacyProvider } from './legacy-provider.ts';
