/**
 * Where an app's icon has another name at simple-icons. An empty name means that the icon of that name belongs to
 * somebody else.
 */
export const iconAliases: Readonly<Record<string, string>> = {
  twitter: 'x',
  hackernews: 'ycombinator',
};
