import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';

/** Permissions on the workspace itself; what a role may do inside it is the policy of each procedure. */
export const accessControl = createAccessControl(defaultStatements);

export const accessRoles = {
  owner: accessControl.newRole(ownerAc.statements),
  admin: accessControl.newRole(adminAc.statements),
  member: accessControl.newRole(memberAc.statements),
  viewer: accessControl.newRole(memberAc.statements),
};
