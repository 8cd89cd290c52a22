import { type Check, expectThat, Skipped } from '../check.ts';
import { openLink, APPROVAL_TIMEOUT_MS } from '../world.ts';

export const verifierReturnsAlone: Check = {
  name: 'verifier',
  expected:
    'Browsers return to the one verifier URL with session_uri alone; the account is active only after complete_auth, once.',
  async run(world) {
    const { options, person, listener, provider, userId } = world;
    if (!options.verifier) throw new Skipped('needs --verifier, and callback identity verification in the project');
    await person.setVerifier(`${listener.url}/verify`);
    try {
      const link = await openLink(world);
      await person.approve(link, 'Ada');
      const { url } = await listener.next('/', APPROVAL_TIMEOUT_MS);
      const names = [...url.searchParams.keys()].join(', ');
      expectThat(url.pathname === '/verify' && names === 'session_uri', `returned to ${url.pathname} with ${names}`);
      const before = (await provider.readAccount(link.accountId))?.status;
      expectThat(before !== 'active', 'it was active before it was confirmed');
      const session = url.searchParams.get('session_uri') ?? '';
      const first = await provider.completeAuth(userId, session);
      expectThat(first?.accountId === link.accountId, 'another account was named');
      expectThat((await provider.completeAuth(userId, session)) === null, 'the session could be used twice');
      return 'one address, one parameter, one confirmation';
    } finally {
      await person.setVerifier(null);
    }
  },
};
