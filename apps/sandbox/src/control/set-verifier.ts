import { z } from 'zod';
import type { SandboxContext } from '../context.ts';

export const verifierUrlInput = z.url({ protocol: /^https?$/ }).max(2_048);

/** Sets the one verifier URL of the project; null switches callback identity verification off. */
export function setVerifier({ store }: SandboxContext, url: string | null): void {
  store.state.verifierUrl = url;
  store.changed();
}
