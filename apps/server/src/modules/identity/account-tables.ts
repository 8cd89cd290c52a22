import type { Role } from '@patchbay/contracts';
import type { Generated } from 'kysely';

interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
  scope: string | null;
  password: string | null;
  createdAt: Generated<Date>;
  updatedAt: Date;
}

interface InvitationTable {
  id: string;
  organizationId: string;
  email: string;
  role: Role | null;
  status: string;
  expiresAt: Date;
  createdAt: Generated<Date>;
  inviterId: string;
}

interface MemberTable {
  id: string;
  organizationId: string;
  userId: string;
  role: Role;
  createdAt: Date;
}

interface OrganizationTable {
  id: string;
  name: string;
  slug: string;
  logo: string | null;
  createdAt: Date;
  metadata: string | null;
  /** The customer's own id of the workspace. This column and the next two are ours. */
  externalId: Generated<string | null>;
  archivedAt: Generated<Date | null>;
  /** Whether hosts on a developer's own machine may be approved in it. */
  isDevelopment: Generated<boolean>;
}

interface SessionTable {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Generated<Date>;
  updatedAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
  activeOrganizationId: string | null;
}

interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Date;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** The tables of better-auth, which have no entities. Our migrations create them. */
export interface AccountTables {
  account: AccountTable;
  invitation: InvitationTable;
  member: MemberTable;
  organization: OrganizationTable;
  session: SessionTable;
  user: UserTable;
  verification: VerificationTable;
}
