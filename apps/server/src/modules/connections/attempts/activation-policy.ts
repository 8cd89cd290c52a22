import { isLoopbackUrl } from '../../../platform/http/loopback.ts';

/**
 * `verified`: only a verified return activates. `recoverable`: a refresh or the sweeper may activate an account whose
 * return was lost.
 */
export type ActivationPolicy = 'recoverable' | 'verified';

export interface PolicyCircumstances {
  /** Whether the sandbox plays the provider, so that no account is real. */
  usesSandbox: boolean;
  publicUrl: string;
}

/** The default: `recoverable` only for the sandbox on a local address, where there is nothing to steal. */
export function defaultPolicy({ usesSandbox, publicUrl }: PolicyCircumstances): ActivationPolicy {
  return usesSandbox && isLoopbackUrl(publicUrl) ? 'recoverable' : 'verified';
}

/** The return address with callback identity verification: an administrator enters it at the provider. */
export const VERIFIER_PATH = '/oauth/verify';

/** What an administrator must enter at Composio with COMPOSIO_VERIFIER=on; empty when it is off. */
export function verifierSentence({ verifier, publicUrl }: { verifier: boolean; publicUrl: string }): string {
  return verifier
    ? ` COMPOSIO_VERIFIER=on: the verifier URL of the Composio project is ${publicUrl}${VERIFIER_PATH}.`
    : '';
}

/** What each policy means, for the log, the doctor and System health. */
export const POLICY_SENTENCES: Record<ActivationPolicy, string> = {
  verified: 'ACTIVATION_POLICY=verified: a connection becomes active only when the browser that started it returns.',
  recoverable:
    'ACTIVATION_POLICY=recoverable: Refresh status activates what the provider calls active, without a return. Someone who can close another person’s window can hijack that person’s account.',
};
