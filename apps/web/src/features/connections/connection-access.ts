import type { ConnectionView } from '@patchbay/contracts';
import type { ButtonId } from '@patchbay/lifecycle';
import { useSession } from '../../app/session.store.ts';

const MIN: Record<ButtonId, 'viewer' | 'member' | 'admin'> = {
  add: 'member',
  connect: 'admin',
  continue: 'admin',
  refresh: 'member',
  cancel: 'admin',
  configure: 'viewer',
  reconnect: 'admin',
  disconnect: 'admin',
  remove: 'admin',
};

/** Which buttons the role allows. The server decides; this hides buttons that would only be refused. */
export function useConnectionAccess() {
  const session = useSession();

  /** With a view, also what the person who added it may do. */
  function may(button: ButtonId, view?: Pick<ConnectionView, 'status' | 'addedBy'>): boolean {
    return session.isAtLeast(MIN[button]) || (button === 'remove' && view !== undefined && isOwnAddition(view));
  }

  /** The person who added an app may remove it while it is not connected. */
  function isOwnAddition({ status, addedBy }: Pick<ConnectionView, 'status' | 'addedBy'>): boolean {
    return status === 'added' && addedBy.id === session.user?.id && session.isAtLeast('member');
  }

  return { may };
}
