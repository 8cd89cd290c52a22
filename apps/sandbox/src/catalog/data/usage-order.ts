import type { AppSource } from '../app-source.ts';

// The most connected apps, in a plausible order; all others follow in the order of their files.
const mostUsed = `gmail slack github googlecalendar notion googlesheets linear googledrive hubspot outlook
  jira salesforce discord googledocs airtable stripe asana trello microsoft_teams zoom
  shopify intercom zendesk mailchimp dropbox figma calendly linkedin twitter clickup
  youtube todoist one_drive gitlab supabase openai telegram reddit pipedrive confluence
  monday sentry hackernews typeform sendgrid freshdesk whatsapp quickbooks posthog vercel`.split(/\s+/);

/** Sorts by usage; apps without a known rank keep their order after the ranked ones. */
export function byUsage(apps: readonly AppSource[]): AppSource[] {
  const rank = new Map(mostUsed.map((slug, index) => [slug, index]));
  const rankOf = (app: AppSource): number => rank.get(app.slug) ?? mostUsed.length;
  return apps.toSorted((a, b) => rankOf(a) - rankOf(b));
}
