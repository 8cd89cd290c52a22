import { isLoopbackUrl } from '../../../platform/http/loopback.ts';

/** `verified`: only a verified return activates. `recoverable`: a refresh or the sweeper may, where the return was lost. */
export type ActivationPolicy = 'recoverable' | 'verified';

export interface PolicyCircumstances {
  /** Whether the sandbox plays the provider, so that accounts are stand-ins. */
  usesSandbox: boolean;
  publicUrl: string;
}

/** Without a choice: `recoverable` only where there is nothing to steal, which is the sandbox on this machine. */
export function defaultPolicy({ usesSandbox, publicUrl }: PolicyCircumstances): ActivationPolicy {
  return usesSandbox && isLoopbackUrl(publicUrl) ? 'recoverable' : 'verified';
}

/** Where browsers return to with callback identity verification: what an administrator enters at the provider. */
export const VERIFIER_PATH = '/oauth/verify';

/** What an administrator has to enter at Composio with COMPOSIO_VERIFIER=on; empty where it is off. */
export function verifierSentence({ verifier, publicUrl }: { verifier: boolean; publicUrl: string }): string {
  return verifier
    ? ` COMPOSIO_VERIFIER=on: the verifier URL of the Composio project is ${publicUrl}${VERIFIER_PATH}.`
    : '';
}

/** What the policy in force means, for the log, the doctor and System health. */
export const POLICY_SENTENCES: Record<ActivationPolicy, string> = {
  verified: 'ACTIVATION_POLICY=verified: a connection becomes active only when the browser that started it returns.',
  recoverable:
    'ACTIVATION_POLICY=recoverable: Refresh status activates what the provider calls active, without a return. Someone who can close another person’s window can hijack that person’s account.',
};
