import { type ConnectionHealth, HEALTH_LEVELS, type HealthLevel } from './connection-health.view.ts';
import { worstOf } from './connection-health.ts';
import { isProblem } from './is-problem.ts';
import { installationFindings, type InstallationParts } from './installation-health.ts';
import type { OFF_REASONS } from './off-reasons.ts';
import type { HealthFinding, WorkspaceHealth } from './workspace-health.view.ts';

/** A connection of which a part does not work. */
interface ConnectionPart {
  id: string;
  app: { slug: string; name: string };
  label: string;
  health: ConnectionHealth;
  /** When it last changed. */
  since: string;
}

/** An endpoint that fails, or was turned off. */
interface EndpointPart {
  id: string;
  name: string;
  status: 'on' | 'off';
  offReason: (typeof OFF_REASONS)[number] | null;
  failingSince: string | null;
  /** Deliveries that wait to be retried. */
  waiting: number;
}

/** What is known of each part of a workspace. */
export interface WorkspaceParts {
  installation: InstallationParts;
  connections: readonly ConnectionPart[];
  endpoints: readonly EndpointPart[];
  /** Whether anything is connected. */
  isInUse: boolean;
}

/** The health of a workspace: the level of its worst part, and a finding for each part that does not work, worst first. Pure. */
export function workspaceHealth(parts: WorkspaceParts): Pick<WorkspaceHealth, 'level' | 'findings'> {
  const findings = [
    ...installationFindings(parts.installation),
    ...parts.endpoints.flatMap((endpoint) => endpointFinding(endpoint) ?? []).toSorted(byCount),
    ...parts.connections.flatMap((connection) => connectionFinding(connection) ?? []),
  ].toSorted((one, other) => rankOf(other) - rankOf(one));
  const own: HealthLevel[] = parts.isInUse ? ['healthy'] : [];
  return { level: worstOf([...own, ...findings.filter(isProblem).map(({ level }) => level)]), findings };
}

const rankOf = ({ level }: HealthFinding) => HEALTH_LEVELS.indexOf(level);

const byCount = (one: HealthFinding, other: HealthFinding) => (other.count ?? 0) - (one.count ?? 0);

function endpointFinding({ id, name, status, offReason, failingSince, waiting }: EndpointPart): HealthFinding | null {
  const about = { part: 'endpoint', subject: { id, name, label: '', app: null }, since: failingSince } as const;
  if (status === 'off') {
    const message = offReason && OFF_MESSAGES[offReason];
    if (!message) return null;
    const remedy = 'Fix it, turn it on, then resend what it missed.';
    return { level: 'down', code: 'endpoint_off', message, remedy, count: null, ...about };
  }
  if (failingSince === null) return null;
  const message = waiting === 0 ? 'Deliveries fail.' : `Deliveries fail, and ${deliveriesWait(waiting)}.`;
  const remedy = 'Check the service behind the URL. Failed deliveries are retried for three days.';
  return { level: 'down', code: 'endpoint_failing', message, remedy, count: waiting, ...about };
}

/** Nothing is wrong with an endpoint that a person, or the end of its workspace, has turned off. */
const OFF_MESSAGES: Partial<Record<(typeof OFF_REASONS)[number], string>> = {
  failing: 'The endpoint was turned off because deliveries kept failing.',
  gone: 'The endpoint was turned off because it answered 410 Gone.',
};

function deliveriesWait(count: number): string {
  return count === 1 ? '1 delivery is waiting' : `${count.toLocaleString('en-US')} deliveries are waiting`;
}

/** The first reason of a connection: what else is wrong is on its page. That no webhook is registered is said once, for all. */
function connectionFinding({ id, app, label, health, since }: ConnectionPart): HealthFinding | null {
  const reason = health.reasons.find(({ code }) => code !== 'webhook_missing');
  if (!reason) return null;
  const { code, message, remedy, subjects } = reason;
  const subject = { id, name: app.name, label, app: app.slug };
  const count = subjects.length > 0 ? subjects.length : null;
  return { level: health.level, part: 'connection', code, message, remedy, subject, since, count };
}
