/** The public interface of this module. */
export { ENABLED_ACTIONS_ENTITIES } from './enabled-actions-entities.ts';
export { actionsOfKind, knownActions } from './app-actions.ts';
export {
  chooseFirstActions,
  forgetActions,
  isEnabled,
  readEnabledActions,
  writeEnabledActions,
} from './enabled-actions.ts';
export {
  forgetPolicies,
  type Policy,
  policyInput,
  policyOutput,
  policySchema,
  readPolicy,
  setPolicy,
  setPolicyInput,
} from './policy.ts';
