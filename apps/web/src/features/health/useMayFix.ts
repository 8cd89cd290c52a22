import { useSession } from '../../app/session.store.ts';
import { fixerOf } from './finding-text.ts';
import type { Finding } from './workspace-health.queries.ts';

/** Whether this person can act on a finding. The server decides; this hides buttons that would only be refused. */
export function useMayFix() {
  const session = useSession();
  return (finding: Pick<Finding, 'part'>): boolean =>
    fixerOf(finding) === 'installation' ? session.installationAdmin : session.isAtLeast('admin');
}
