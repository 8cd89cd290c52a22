import type { ButtonId } from '@patchbay/lifecycle';
import { useSession } from '../../app/session.store.ts';

const LEAST: Record<ButtonId, 'viewer' | 'member' | 'admin'> = {
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

/** Which buttons the role allows. The server decides; this keeps people from buttons that would only be refused. */
export function useConnectionAccess() {
  const session = useSession();
  return { may: (button: ButtonId) => session.isAtLeast(LEAST[button]) };
}
