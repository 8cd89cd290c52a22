import { ActionPolicy } from './action-policy.entity.ts';
import { EnabledActionList } from './enabled-action-list.entity.ts';

export const ENABLED_ACTIONS_ENTITIES = [ActionPolicy, EnabledActionList];
