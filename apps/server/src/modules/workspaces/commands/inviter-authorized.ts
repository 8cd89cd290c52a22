import type { ExpressionBuilder } from 'kysely';
import type { Tables } from '../../../platform/orm/table-types.ts';

/**
 * The permission check of `invite`, for the invitation `i`, as of now: an invitation ends with its inviter's right to
 * give it.
 */
export function inviterIsStillAuthorized(eb: ExpressionBuilder<Tables & { i: Tables['invitation'] }, 'i'>) {
  const inviter = eb
    .selectFrom('member as inviter')
    .select('inviter.id')
    .whereRef('inviter.organizationId', '=', 'i.organizationId')
    .whereRef('inviter.userId', '=', 'i.inviterId')
    .where((inner) =>
      inner.or([inner('inviter.role', '=', 'owner'), inner('inviter.role', '=', 'admin').and('i.role', '<>', 'owner')]),
    );
  return eb.exists(inviter);
}
