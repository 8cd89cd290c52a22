/**
 * The names at simple-icons of apps that are called differently there; empty if the icon is a word too small to read.
 */
export const iconAliases: Readonly<Record<string, string>> = {
  twitter: 'x',
  hackernews: 'ycombinator',
  cal: '',
  coinbase: '',
  docker_hub: 'docker',
  fly: 'flydotio',
  gemini: 'googlegemini',
  metaads: 'meta',
  mongodb_atlas: 'mongodb',
  perplexityai: 'perplexity',
  typeform: '',
  woocommerce: '',
};
