const proper: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['api', 'url', 'pdf', 'sql', 'sms', 'dns', 'id', 'qr', 'jql', 'json'].map((word) => [word, word.toUpperCase()]),
  ),
  gmail: 'Gmail',
  google: 'Google',
  linear: 'Linear',
  notion: 'Notion',
  reddit: 'Reddit',
  slack: 'Slack',
  soql: 'SOQL',
  zendesk: 'Zendesk',
};

/** `SEND_MESSAGE` becomes `Send message`. */
export function displayName(slug: string): string {
  const words = slug.toLowerCase().split('_');
  const spelled = words.map((word) => proper[word] ?? word).join(' ');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
