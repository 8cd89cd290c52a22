import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { ADMIN } from './admin.ts';

interface Person {
  name: string;
  email: string;
  password: string;
}

interface Fixtures {
  /** A page of a person who has just signed up; every test has its own person and workspace. */
  member: Page;
  /** A page of the installation admin. */
  admin: Page;
  /** What the browser has reported so far. A test that provokes something removes it. */
  watched: string[];
}

let serial = 0;

export function newPerson(name = 'Ada Lovelace'): Person {
  serial += 1;
  return { name, email: `p${process.pid}-${serial}-${Date.now()}@example.com`, password: 'correct horse battery' };
}

export async function signUp(page: Page, person = newPerson()): Promise<Person> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await goToMarketplace(page);
  return person;
}

export async function signInAsAdmin(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await goToMarketplace(page);
}

/** People land on Home; most walks begin with an app. */
export async function goToMarketplace(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Home', exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Marketplace' }).click();
  await expect(page.getByRole('heading', { name: 'Marketplace' })).toBeVisible();
}

/** Fails the test for problems that a person would not see: foreign hosts, errors, violated policies. */
export function watch(context: BrowserContext, own: string): string[] {
  const problems: string[] = [];
  const { hostname, port } = new URL(own);
  // The provider's page: the sandbox listens next to the server, under the machine's other name.
  const allowed = new Set([`${hostname}:${port}`, `127.0.0.1:${Number(port) + 1}`, `localhost:${Number(port) + 1}`]);
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !allowed.has(url.host))
      problems.push(`a request to ${url.host}: ${url.pathname}`);
  });
  context.on('console', (message) => {
    const ours = message.page()?.url().startsWith(own) ?? true;
    // Chromium logs every response above 399; tests that provoke one check it on the screen.
    if (message.type() === 'error' && ours && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
  context.on('weberror', (error) => problems.push(String(error.error())));
  return problems;
}

/** Sign-ups are limited by address, so every test has another address (203.0.113.0/24, RFC 5737). */
export function elsewhere(): Record<string, string> {
  return { 'x-forwarded-for': `203.0.113.${1 + Math.floor(Math.random() * 250)}` };
}

export const test = base.extend<Fixtures>({
  extraHTTPHeaders: async ({ browserName: _ }, use) => use(elsewhere()),
  watched: [
    async ({ context, baseURL }, use) => {
      const problems = watch(context, baseURL ?? '');
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
  member: async ({ page }, use) => {
    await signUp(page);
    await use(page);
  },
  admin: async ({ page }, use) => {
    await signInAsAdmin(page);
    await use(page);
  },
});

export { expect };
