import { createHash } from 'node:crypto';
import { ALL_KEYWORDS } from './keywords.ts';

/** What people call an app besides its name: abbreviations, former names, its maker. By the app's slug. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  active_campaign: ['ac'],
  amazon_s3: ['s3', 'aws s3'],
  anthropic: ['claude'],
  aws: ['amazon web services'],
  azure_devops: ['vsts', 'tfs', 'ado'],
  billcom: ['bill.com'],
  bitbucket: ['atlassian'],
  brevo: ['sendinblue'],
  circleci: ['circle'],
  confluence: ['atlassian wiki'],
  convertkit: ['convertkit', 'kit'],
  customerio: ['cio'],
  digital_ocean: ['do'],
  dropbox_sign: ['hellosign', 'hello sign'],
  dynamics365: ['microsoft dynamics', 'ms dynamics', 'msd365', 'd365'],
  elevenlabs: ['11labs', '11 labs'],
  excel: ['microsoft excel', 'ms excel', 'xlsx'],
  facebook: ['fb', 'meta'],
  front: ['frontapp'],
  gemini: ['bard', 'google ai'],
  github: ['gh', 'git hub'],
  gitlab: ['gl'],
  gusto: ['zenpayroll'],
  close: ['close.io'],
  dialpad: ['uberconference'],
  miro: ['realtimeboard'],
  netlify: ['bitballoon'],
  gmail: ['google mail', 'gsuite mail'],
  google_admin: ['gsuite', 'google workspace', 'google apps'],
  google_analytics: ['ga', 'ga4'],
  google_classroom: ['classroom'],
  google_maps: ['gmaps', 'maps'],
  google_search_console: ['gsc', 'webmaster tools'],
  googleads: ['adwords', 'google adwords'],
  googlebigquery: ['bq', 'big query'],
  googlecalendar: ['gcal', 'g cal', 'gcalendar'],
  googledocs: ['gdocs', 'gdoc'],
  googledrive: ['gdrive', 'g drive'],
  googlemeet: ['gmeet', 'google hangouts', 'hangouts'],
  googleslides: ['gslides'],
  googlephotos: ['gphotos'],
  googlesheets: ['gsheets', 'gsheet', 'google spreadsheets'],
  googletasks: ['gtasks'],
  hackernews: ['hn', 'ycombinator', 'y combinator'],
  hubspot: ['hs'],
  hugging_face: ['hf'],
  instagram: ['insta', 'ig'],
  jira: ['atlassian'],
  launch_darkly: ['ld'],
  linkedin: ['li'],
  mailchimp: ['mail chimp'],
  metaads: ['facebook ads', 'fb ads', 'instagram ads'],
  microsoft_teams: ['ms teams', 'msteams', 'teams'],
  mongodb_atlas: ['mongo'],
  monday: ['monday', 'dapulse'],
  newrelic: ['nr'],
  one_drive: ['microsoft onedrive', 'ms onedrive', 'skydrive'],
  openai: ['chatgpt', 'gpt', 'chat gpt', 'dall-e', 'whisper'],
  outlook: ['microsoft outlook', 'ms outlook', 'hotmail', 'office 365', 'o365', 'exchange'],
  pagerduty: ['pd'],
  postgresql: ['postgres', 'psql', 'pg'],
  posthog: ['ph'],
  quickbooks: ['qb', 'qbo', 'intuit'],
  reddit: ['subreddit'],
  salesforce: ['sf', 'sfdc'],
  segment: ['twilio segment'],
  sendgrid: ['twilio sendgrid'],
  servicenow: ['snow'],
  share_point: ['microsoft sharepoint', 'ms sharepoint'],
  shortcut: ['clubhouse'],
  snapchat: ['snap'],
  square: ['squareup', 'block'],
  telegram: ['tg'],
  tiktok: ['tik tok', 'douyin'],
  todoist: ['doist'],
  twitter: ['twitter', 'tweet', 'tweets', 'x.com'],
  whatsapp: ['wa', 'whats app'],
  wise: ['transferwise'],
  woocommerce: ['woo'],
  wordpress: ['wp'],
  youtube: ['yt', 'you tube'],
  zendesk: ['zd'],
  vercel: ['zeit', 'now'],
  zoho: ['zoho'],
};

/** Makers whose name people shorten. */
const SHORT_MAKERS: Record<string, readonly string[]> = { google: ['g'], microsoft: ['ms', 'm'], amazon: ['aws'] };

/** The other names of an app, and those that begin with the short form of its maker: "Google Meet" is also "g meet". */
export function otherNames({ slug, name }: { slug: string; name: string }): string[] {
  const [maker = '', ...rest] = name.split(' ');
  const short = rest.length === 0 ? [] : (SHORT_MAKERS[maker.toLowerCase()] ?? []);
  return [...(OTHER_NAMES[slug] ?? []), ...short.map((form) => `${form} ${rest.join(' ')}`)];
}

/** Words for the same thing, of letters only; a search for one finds the others too, after what has the word itself. */
const SAME_MEANING: readonly (readonly string[])[] = [
  ['accept', 'take', 'collect', 'receive'],
  ['add', 'create', 'new', 'make', 'open'],
  ['appointment', 'booking', 'event', 'meeting'],
  ['article', 'blog', 'post'],
  ['bill', 'charge', 'checkout', 'invoice', 'pay', 'payment'],
  ['book', 'plan', 'schedule'],
  ['bug', 'error', 'crash'],
  ['call', 'meeting', 'phone', 'telephone'],
  ['convert', 'turn', 'transform'],
  ['candidate', 'hiring', 'hire', 'recruiting', 'applicant'],
  ['chat', 'dm', 'message', 'messaging'],
  ['contact', 'customer', 'lead', 'client'],
  ['database', 'db', 'sql'],
  ['deploy', 'deployment', 'hosting', 'release'],
  ['doc', 'document', 'page', 'note'],
  ['employee', 'hr', 'personnel', 'staff', 'worker'],
  ['esign', 'sign', 'signature', 'signing', 'esignature'],
  ['email', 'mail', 'newsletter'],
  ['file', 'storage', 'upload', 'folder'],
  ['find', 'search', 'look', 'lookup'],
  ['form', 'survey', 'questionnaire'],
  ['helpdesk', 'support', 'desk'],
  ['image', 'photo', 'picture'],
  ['issue', 'ticket'],
  ['link', 'url'],
  ['login', 'sso', 'auth', 'signin', 'authentication'],
  ['map', 'route', 'place', 'directions'],
  ['music', 'song', 'playlist', 'podcast'],
  ['pr', 'pull', 'merge'],
  ['publish', 'post', 'tweet', 'share'],
  ['repo', 'repository', 'git'],
  ['send', 'write', 'deliver', 'post'],
  ['ship', 'shipping', 'parcel', 'delivery'],
  ['shop', 'store', 'ecommerce', 'commerce'],
  ['sms', 'text', 'message'],
  ['spreadsheet', 'sheet', 'row'],
  ['task', 'todo'],
  ['transcribe', 'transcript', 'speech'],
  ['translate', 'translation'],
  ['video', 'recording', 'stream'],
  ['voice', 'speech', 'audio'],
  ['website', 'site', 'web'],
  ['chart', 'dashboard', 'analytics', 'report', 'metrics'],
  ['llm', 'ai', 'model'],
  ['ads', 'advertising', 'ad', 'campaign'],
];

const SYNONYMS = Map.groupBy(
  SAME_MEANING.flatMap((group) => group.map((word) => ({ word, group }))),
  ({ word }) => word,
);

/** Words that mean the same as this one, without itself. */
export function synonymsOf(word: string): string[] {
  const groups = SYNONYMS.get(word) ?? SYNONYMS.get(word.replace(/s$/, '')) ?? [];
  const all = new Set(groups.flatMap(({ group }) => group));
  all.delete(word);
  return [...all];
}

/** Changes when the names above do: what was stored with others is then stored again. */
export const NAMES_VERSION = createHash('sha256')
  .update(JSON.stringify([OTHER_NAMES, SHORT_MAKERS, ALL_KEYWORDS]))
  .digest('base64url');
