const acronyms = new Set(['api', 'url', 'html', 'pdf', 'id', 'csv', 'sql', 'sms', 'dm', 'crm', 'faq', 'dns', 'pr', 'ip']);

/** `SEND_MESSAGE` becomes `Send message`. */
export function displayName(slug: string): string {
  const words = slug.toLowerCase().split('_');
  const spelled = words.map((word) => (acronyms.has(word) ? word.toUpperCase() : word)).join(' ');
  return spelled.charAt(0).toUpperCase() + spelled.slice(1);
}
