import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { type TriggerType, triggerTypesOf } from '../catalog/index.ts';

/** Throws TRIGGER_UNKNOWN when the app has no such trigger. */
export async function findTriggerType(
  em: EntityManager,
  { app, trigger }: { app: string; trigger: string },
): Promise<TriggerType> {
  const type = (await triggerTypesOf(em, app)).get(trigger);
  if (!type) throw new AppError('TRIGGER_UNKNOWN');
  return type;
}
