import { z } from 'zod';
import type { SandboxContext } from '../context.ts';

export const verifierUrlInput = z.url({ protocol: /^https?$/ }).max(2_048);

/** Sets the project's one verifier URL; null disables callback identity verification. */
export function setVerifier({ store }: SandboxContext, url: string | null): void {
  store.state.verifierUrl = url;
  store.changed();
}
