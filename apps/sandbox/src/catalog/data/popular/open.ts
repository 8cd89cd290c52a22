import { important, poll, read, write } from '../../app-source.ts';
import type { AppSource } from '../../app-source.ts';
import { amount, choice, day, link, text, texts, whole } from '../../fields.ts';

// Apps without authentication; adding one is enough to use it.

const hackernews: AppSource = {
  slug: 'hackernews',
  name: 'Hacker News',
  about: 'Links and discussion for people who build software. Read stories, comments and profiles.',
  url: 'https://news.ycombinator.com',
  categories: ['news-and-reference'],
  auth: ['NO_AUTH'],
  fields: {
    item_id: whole('Id of the story or comment.', 1),
    username: text('Name of the person.', 'pg'),
    min_points: whole('Only stories with this many points.', 0),
    tags: texts('Kinds of item, such as story or comment.'),
  },
  actions: {
    GET_FRONTPAGE: important(read('Lists the stories of the front page.', 'min_points')),
    SEARCH_POSTS: important(read('Searches stories and comments.', 'query! tags page')),
    GET_LATEST_POSTS: read('Lists the newest stories.', 'tags page'),
    GET_ITEM_WITH_ID: read('Reads a story with its comments.', 'item_id!'),
    GET_USER: read('Reads a profile.', 'username!'),
  },
  triggers: {
    NEW_FRONTPAGE_STORY_TRIGGER: poll(
      'Fires when a story reaches the front page.',
      'item_id title url username',
      'min_points',
    ),
  },
};

const openMeteo: AppSource = {
  slug: 'open_meteo',
  name: 'Open-Meteo',
  about:
    'Free weather forecasts from national weather services. Forecasts, past weather and air quality for any place.',
  url: 'https://open-meteo.com',
  categories: ['travel', 'news-and-reference'],
  auth: ['NO_AUTH'],
  fields: {
    latitude: { ...amount('Latitude in degrees.'), minimum: -90, maximum: 90 },
    longitude: { ...amount('Longitude in degrees.'), minimum: -180, maximum: 180 },
    forecast_days: whole('How many days.', 1, 16),
    hourly: texts('Values per hour, such as temperature_2m.'),
  },
  actions: {
    GET_FORECAST: important(
      read('Reads the forecast for a place.', 'latitude! longitude! hourly forecast_days timezone'),
    ),
    GET_HISTORICAL_WEATHER: read('Reads the weather of the past.', 'latitude! longitude! start_date! end_date! hourly'),
    GET_AIR_QUALITY: read('Reads the air quality.', 'latitude! longitude! hourly'),
    SEARCH_LOCATION: read('Finds the coordinates of a place.', 'name! limit'),
  },
};

const textToPdf: AppSource = {
  slug: 'text_to_pdf',
  name: 'Text to PDF',
  about: 'Turns text or Markdown into a PDF file.',
  url: null,
  categories: ['document-management'],
  auth: ['NO_AUTH'],
  fields: {
    file_type: choice('How the text is written.', 'txt', 'markdown'),
    paper: choice('Size of the paper.', 'A4', 'Letter'),
  },
  actions: {
    CONVERT_TEXT_TO_PDF: important(write('Makes a PDF file of a text.', 'text! file_type! paper title')),
  },
};

const wikipedia: AppSource = {
  slug: 'wikipedia',
  name: 'Wikipedia',
  about: 'The free encyclopedia. Search and read articles in any of its languages.',
  url: 'https://www.wikipedia.org',
  categories: ['news-and-reference'],
  auth: ['NO_AUTH'],
  fields: { language: text('Language code.', 'en'), page_title: text('Title of the article.') },
  actions: {
    SEARCH_ARTICLES: important(read('Searches articles.', 'query! language limit')),
    GET_SUMMARY: important(read('Reads the first paragraph.', 'page_title! language')),
    GET_ARTICLE: read('Reads an article.', 'page_title! language'),
  },
};

const arxiv: AppSource = {
  slug: 'arxiv',
  name: 'arXiv',
  about: 'Open archive of research papers. Search papers and read their abstracts.',
  url: 'https://arxiv.org',
  categories: ['news-and-reference', 'education'],
  auth: ['NO_AUTH'],
  fields: {
    paper_id: text('Id of the paper.', '1706.03762'),
    pdf_url: link('The paper.'),
    category: text('Subject.', 'cs.DC'),
  },
  actions: {
    SEARCH_PAPERS: important(read('Searches papers.', 'query! category limit')),
    GET_PAPER: important(read('Reads a paper’s abstract and authors.', 'paper_id!')),
    DOWNLOAD_PAPER: read('Downloads a paper as PDF.', 'paper_id!'),
  },
  triggers: {
    NEW_PAPER_TRIGGER: poll(
      'Fires for every new paper of a subject.',
      'paper_id title pdf_url created_at',
      'category!',
    ),
  },
};

const frankfurter: AppSource = {
  slug: 'frankfurter',
  name: 'Frankfurter',
  about: 'Exchange rates published by central banks, today’s and historical.',
  url: 'https://frankfurter.dev',
  categories: ['finance', 'news-and-reference'],
  auth: ['NO_AUTH'],
  fields: {
    base: text('Currency to convert from.', 'EUR'),
    symbols: texts('Currencies to convert to.'),
    date: day('Day of the rate.'),
  },
  actions: {
    GET_LATEST_RATES: important(read('Reads today’s rates.', 'base symbols')),
    GET_HISTORICAL_RATES: read('Reads the rates of a day.', 'date! base symbols'),
    LIST_CURRENCIES: read('Lists the currencies.'),
  },
};

export const open: readonly AppSource[] = [hackernews, openMeteo, textToPdf, wikipedia, arxiv, frankfurter];
