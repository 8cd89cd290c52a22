import type { Member } from './workspace.queries.ts';

/** Whether the workspace would be without an owner if this person went. Pure. */
export function isLastOwner(members: Pick<Member, 'userId' | 'role'>[], userId: string | undefined): boolean {
  const owners = members.filter(({ role }) => role === 'owner');
  return owners.length === 1 && owners[0]?.userId === userId;
}
