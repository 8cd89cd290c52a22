export { composioProvider } from './composio-provider.ts';
