import { type FindingPart, type HealthCheck, installationFindings, type InstallationParts } from '@patchbay/contracts';

export type Verdict = Omit<HealthCheck, 'name'>;

type Fix = NonNullable<HealthCheck['fix']>;

export const ok = (says: string): Verdict => ({ status: 'ok', says, remedy: null, fix: null });

export const skipped = (says: string): Verdict => ({ status: 'skipped', says, remedy: null, fix: null });

export const warning = (says: string, remedy: string, fix: Fix | null = null): Verdict => ({
  status: 'warning',
  says,
  remedy,
  fix,
});

export const failed = (says: string, remedy: string): Verdict => ({ status: 'failed', says, remedy, fix: null });

const NOTHING_KNOWN: InstallationParts = {
  provider: 'unknown',
  lackedPermission: null,
  webhook: 'unknown',
  knowsWebhookSecret: true,
  catalog: null,
  now: new Date(0),
};

/**
 * What the pages of every workspace say of this part too, if there is something to say. `detail` is for installation admins only: an
 * address, or what went wrong on the way.
 */
export function verdictOn(
  part: FindingPart,
  known: Partial<InstallationParts>,
  { detail, fix = null }: { detail?: string | null; fix?: Fix | null } = {},
): Verdict | undefined {
  const finding = installationFindings({ ...NOTHING_KNOWN, ...known }).find((each) => each.part === part);
  if (!finding) return undefined;
  const says = detail ? `${finding.message} ${detail}` : finding.message;
  if (finding.level === 'healthy') return ok(says);
  return { status: finding.level === 'down' ? 'failed' : 'warning', says, remedy: finding.remedy, fix };
}
