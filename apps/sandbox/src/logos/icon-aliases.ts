/** Where an app's icon has another name at simple-icons; an empty name where it is a word too small to read on a tile. */
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
