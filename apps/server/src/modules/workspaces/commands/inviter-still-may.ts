import type { ExpressionBuilder } from 'kysely';
import type { Tables } from '../../../platform/orm/table-types.ts';

/**
 * The rule of `invite`, for the invitation `i` as things are now: an invitation does not outlive its inviter's right
 * to give it.
 */
export function inviterStillMay(eb: ExpressionBuilder<Tables & { i: Tables['invitation'] }, 'i'>) {
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
