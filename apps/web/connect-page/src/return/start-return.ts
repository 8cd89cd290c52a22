import type { ReturnData } from '@patchbay/contracts';
import { handOver } from '../frame/hand-over.ts';
import type { Peer } from '../frame/messages.ts';
import { post } from '../frame/messages.ts';
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

/** Tells the opener, if it is a page of ours, which then closes this window. */
function endedWithout({ window: shown, outcome }: ReturnData): Promise<'ended'> {
  const opener = window.opener as Peer | null;
  if (opener && shown) {
    post(opener, location.origin, { type: 'window_ended', flowId: shown.flowId, reason: outcome });
  }
  return Promise.resolve('ended');
}
