import type { FindingCode, FindingPart } from '@patchbay/contracts';
import type { Finding } from './workspace-health.queries.ts';

const TITLES: Record<FindingPart, string> = {
  provider: 'Composio',
  webhook: 'Webhook',
  webhook_secret: 'Webhook',
  catalog: 'Catalog',
  endpoint: 'Endpoint',
  connection: 'Connection',
};

/** What a finding is about: `Slack · Support`, or the part of the installation. Pure. */
export function findingTitle({ part, subject }: Pick<Finding, 'part' | 'subject'>): string {
  if (!subject) return TITLES[part];
  const name = subject.label ? `${subject.name} · ${subject.label}` : subject.name;
  return part === 'endpoint' ? `Endpoint ${name}` : name;
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
    return fixerOf(finding) === 'installation' ? 'Ask an installation admin to fix this.' : 'Ask an admin to fix this.';
  return BUTTON_SAYS_IT.has(finding.code) ? '' : finding.remedy;
}
