import type { Tool, Toolkit } from '../catalogue/catalogue.ts';
import type { SandboxContext } from '../context.ts';
import { connectionFields } from '../toolkits/auth-fields.ts';
import type { AuthField } from '../toolkits/auth-fields.ts';
import type { OpenLink } from './find-link.ts';

/** Everything the consent page shows, without markup. */
export interface ConsentView {
  base: string;
  token: string;
  formToken: string;
  appSlug: string;
  appName: string;
  /** Who asks, as far as the service knows. */
  requester: string;
  userId: string;
  alias: string | null;
  reads: Permission | null;
  writes: Permission | null;
  /** True for OAuth, where one signs in as somebody; false where one pastes credentials. */
  choosesPerson: boolean;
  inputs: readonly AuthField[];
  minutesLeft: number;
  problem: string | null;
}

/** One line of what is allowed. */
export interface Permission {
  examples: string;
  total: number;
}

// Long ids say nothing to a person; they are shown in the details only.
const longestSpokenId = 24;

export function consentView(context: SandboxContext, open: OpenLink, formToken: string): ConsentView {
  const { link, account } = open;
  const toolkit = context.catalogue.toolkit(account.toolkit);
  const tools = context.catalogue.tools(account.toolkit);
  return {
    base: basePath(context),
    token: link.token,
    formToken,
    appSlug: account.toolkit,
    appName: toolkit?.name ?? account.toolkit,
    requester: account.alias ?? (account.userId.length <= longestSpokenId ? account.userId : 'Your workspace'),
    userId: account.userId,
    alias: account.alias,
    reads: permission(tools.filter((tool) => tool.readOnly)),
    writes: permission(tools.filter((tool) => !tool.readOnly)),
    choosesPerson: account.authScheme === 'OAUTH2',
    inputs: toolkit ? inputsOf(toolkit, account.authScheme) : [],
    minutesLeft: Math.max(1, Math.ceil((link.expiresAt - context.now()) / 60_000)),
    problem: null,
  };
}

/** The path below which the public URL puts this server. */
export function basePath(context: SandboxContext): string {
  return new URL(context.publicUrl()).pathname.replace(/\/$/, '');
}

function inputsOf(toolkit: Toolkit, scheme: Toolkit['authSchemes'][number]): AuthField[] {
  return connectionFields(toolkit, scheme);
}

/** Up to four actions by name, the important ones first. */
function permission(tools: readonly Tool[]): Permission | null {
  if (tools.length === 0) return null;
  const rank = (tool: Tool): number => (tool.tags.includes('important') ? 0 : 1);
  const first = tools.toSorted((a, b) => rank(a) - rank(b)).slice(0, 4);
  return { examples: first.map((tool) => tool.name).join(', '), total: tools.length };
}
