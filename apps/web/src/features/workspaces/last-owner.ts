import type { Member } from './workspace.queries.ts';

/** Whether the workspace would have no owner without this person. Pure. */
export function isLastOwner(members: Pick<Member, 'userId' | 'role'>[], userId: string | undefined): boolean {
  const owners = members.filter(({ role }) => role === 'owner');
  return owners.length === 1 && owners[0]?.userId === userId;
}
