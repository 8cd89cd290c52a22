import { type Check, expectThat } from '../check.ts';

export const catalogIsReadable: Check = {
  name: 'catalog',
  expected: 'All apps can be read page by page, each once, and nearly all as Patchbay understands them.',
  async run({ provider, options }) {
    const slugs = new Set<string>();
    let unreadable = 0;
    for await (const page of provider.apps()) {
      page.items.forEach(({ slug }) => slugs.add(slug));
      unreadable += page.unreadable.length;
    }
    const seen = `${slugs.size} apps, ${unreadable} that cannot be read`;
    expectThat(slugs.size > 0 && unreadable <= slugs.size / 20, seen);
    expectThat(
      slugs.has(options.oauthApp) && slugs.has(options.keyApp),
      `${seen}, without ${options.oauthApp} or ${options.keyApp}`,
    );
    return seen;
  },
};
