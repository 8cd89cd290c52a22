import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';

/** Who may do what to a workspace itself; what they may do inside is the policy of each procedure. */
export const accessControl = createAccessControl(defaultStatements);

export const accessRoles = {
  owner: accessControl.newRole(ownerAc.statements),
  admin: accessControl.newRole(adminAc.statements),
  member: accessControl.newRole(memberAc.statements),
  viewer: accessControl.newRole(memberAc.statements),
};
