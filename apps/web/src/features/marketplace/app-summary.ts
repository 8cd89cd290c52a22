import type { ConnectionView } from '@patchbay/contracts';
import { type Button, buttonsFor, type Status } from '@patchbay/lifecycle';
import type { AppCard } from '../catalog/app.queries.ts';

type Summary = AppCard['connections'][number];

/** The status that most needs attention comes first. */
const URGENCY: Status[] = ['pending', 'expired', 'active', 'added'];

/** The connection that a card shows: the most urgent one; null when the app is not in the workspace. */
export function leadingConnection({ connections }: Pick<AppCard, 'connections'>): Summary | null {
  return connections.toSorted((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status))[0] ?? null;
}

/** How many of several connections work; undefined if there is only one, whose status says it. */
export function connectedText({ connections }: Pick<AppCard, 'connections'>): string | undefined {
  if (connections.length < 2) return undefined;
  const working = connections.filter(({ status }) => status === 'active').length;
  return `${working} of ${connections.length} connected`;
}

/** The one button of an app's card. */
export function cardButton(app: AppCard): Button {
  const leading = leadingConnection(app);
  const [button] = buttonsFor(leading && viewOfSummary(app, leading));
  if (!button) throw new Error(`no button fits ${app.slug}`);
  return button;
}

/** A card knows only a connection's status, which is all the machine needs to choose the first button. */
function viewOfSummary(
  { slug, name, logo, needsAuth, asksFirst }: AppCard,
  { id, label, status }: Summary,
): ConnectionView {
  const noPerson = { id: '', name: '' };
  const instant = '1970-01-01T00:00:00.000Z';
  return {
    id,
    app: { slug, name, logo, needsAuth, asksFirst },
    label,
    endUser: null,
    tags: {},
    status,
    health: { level: 'inactive', reasons: [] },
    reason: null,
    attempt: null,
    account: null,
    addedBy: noPerson,
    connectedBy: null,
    connectedAt: null,
    createdAt: instant,
    updatedAt: instant,
    version: 1,
  };
}
