import type { ReturnData } from '@patchbay/contracts';
import { handOver } from '../frame/hand-over.ts';
import { type Peer, postEnded } from '../frame/messages.ts';
import { showIn } from '../i18n/show-in.ts';
import { mountPage } from '../ui/mount-page.ts';
import ReturnPage from './ReturnPage.vue';

/** The page of a return from the provider: it hands the code over first, and shows what happens meanwhile. */
export async function startReturn(): Promise<void> {
  const data = takeData();
  const done = data.handOver ? handOver(data.handOver) : endedWithout(data);
  await showIn(data.window?.locale ?? null);
  mountPage(ReturnPage, { data, done });
}

/** Takes the data, with the code, out of the document. The server wrote it, by the contract. */
function takeData(): ReturnData {
  const element = document.querySelector('#patchbay-return');
  const data = JSON.parse(element?.textContent ?? '{}') as ReturnData;
  element?.remove();
  return data;
}

/** Tells the opener: our frame closes this window then, and `openConnect()` learns why. */
function endedWithout({ window: shown, outcome }: ReturnData): Promise<'ended'> {
  const opener = window.opener as Peer | null;
  if (opener && shown) {
    postEnded(opener, { flowId: shown.flowId, reason: outcome, origins: shown.origins });
  }
  return Promise.resolve('ended');
}
