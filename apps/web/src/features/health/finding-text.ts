import type { FindingCode } from '@patchbay/contracts';
import type { Finding } from './workspace-health.queries.ts';
import type { MessageKey } from '../../locales/message-types.ts';
import { hasText, speaksEnglish, t } from '../../shared/i18n/t.ts';

/** What a finding is about: `Slack · Support`, or the part of the installation. Pure. */
export function findingTitle({ part, subject }: Pick<Finding, 'part' | 'subject'>): string {
  if (!subject) return t(`health.parts.${part}`);
  const name = subject.label ? `${subject.name} · ${subject.label}` : subject.name;
  return part === 'endpoint' ? t('health.endpointOf', { name }) : name;
}

/** Who can act on a finding: an admin of the workspace, or of the installation. Pure. */
export function fixerOf({ part }: Pick<Finding, 'part'>): 'workspace' | 'installation' {
  return part === 'connection' || part === 'endpoint' ? 'workspace' : 'installation';
}

/** Findings whose sentence says all there is to do: the button beside it does it. */
const BUTTON_SAYS_IT: ReadonlySet<FindingCode> = new Set([
  'webhook_missing',
  'catalog_empty',
  'catalog_failing',
  'catalog_stale',
  'grant_ended',
  'trigger_stopped',
  'calls_failing',
]);

/** What to do, for those who can; for the others, who can. Pure. */
export function remedyText(finding: Pick<Finding, 'part' | 'code' | 'remedy'>, mayFix: boolean): string {
  if (!mayFix)
    return fixerOf(finding) === 'installation' ? t('health.askInstallationAdmin') : t('health.askAdminToFix');
  if (BUTTON_SAYS_IT.has(finding.code)) return '';
  const key = `health.remedies.${finding.code}`;
  return !speaksEnglish() && isRemedyKey(key) ? t(key) : finding.remedy;
}

/** What is wrong. The server's sentence is in English, and has the numbers. */
export function findingText({ code, message }: Pick<Finding, 'code' | 'message'>): string {
  return speaksEnglish() ? message : t(`health.findings.${code}`);
}

function isRemedyKey(key: string): key is Extract<MessageKey, `health.remedies.${string}`> {
  return hasText(key);
}
