import { defaultPolicy, POLICY_SENTENCES, verifierSentence } from '../../connections/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { ok, type Verdict, warning } from '../verdict.ts';

/** Reports the activation policy, and whether it suits this installation. */
export function checkActivation({ activationPolicy, provider, publicUrl, verifier }: HealthDeps): Verdict {
  const sentence = POLICY_SENTENCES[activationPolicy] + verifierSentence({ verifier, publicUrl });
  const isFitting = activationPolicy === defaultPolicy({ usesSandbox: provider === null, publicUrl });
  if (activationPolicy === 'verified' || isFitting) return ok(sentence);
  return warning(sentence, 'Set ACTIVATION_POLICY=verified, unless all people of this installation trust one another.');
}
