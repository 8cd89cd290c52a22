import type { Category } from './catalog.ts';

const names = {
  communication: 'communication',
  email: 'email',
  productivity: 'productivity',
  'project-management': 'project management',
  'developer-tools': 'developer tools',
  crm: 'CRM',
  sales: 'sales',
  marketing: 'marketing',
  'customer-support': 'customer support',
  finance: 'finance & accounting',
  payments: 'payment processing',
  'e-commerce': 'e-commerce',
  'document-management': 'documents',
  storage: 'file management & storage',
  databases: 'databases',
  analytics: 'analytics & data',
  'ai-models': 'AI & machine learning',
  calendar: 'calendar',
  scheduling: 'scheduling & booking',
  'video-conferencing': 'video conferencing',
  design: 'design & creative tools',
  social: 'social media',
  hr: 'HR & recruiting',
  forms: 'forms & surveys',
  education: 'education',
  'search-and-scraping': 'web search & scraping',
  infrastructure: 'cloud & infrastructure',
  security: 'security & identity',
  'e-signature': 'e-signature',
  'time-tracking': 'time tracking',
  entertainment: 'entertainment & media',
  travel: 'travel & location',
  'news-and-reference': 'news & reference',
} as const;

export type CategoryId = keyof typeof names;

export function category(id: CategoryId): Category {
  return { id, name: names[id] };
}

/** Every category, by name. */
export const allCategories: readonly Category[] = Object.entries(names)
  .map(([id, name]) => ({ id, name }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
