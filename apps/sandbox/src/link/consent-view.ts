import type { Tool } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { connectionFields } from '../toolkits/auth-fields.ts';
import { factsOf } from '../toolkits/auth-schemes.ts';
import type { AuthField } from '../toolkits/auth-fields.ts';
import type { AccountRecord } from '../store/state.ts';
import type { OpenLink } from './find-link.ts';

/** Everything the consent page shows, without markup. */
export interface ConsentView {
  base: string;
  token: string;
  formToken: string;
  appSlug: string;
  appName: string;
  /** Who asks for access, as far as the service knows. */
  requester: string;
  userId: string;
  alias: string | null;
  /** A few examples each, as text; null if the app has no such action. */
  reads: string | null;
  writes: string | null;
  /** True for OAuth, where the person signs in; false if they enter credentials. */
  choosesPerson: boolean;
  inputs: readonly AuthField[];
  minutesLeft: number;
  problem: string | null;
}

// Long ids mean nothing to people; they are only shown in the details.
const longestSpokenId = 24;

export function consentView(context: SandboxContext, open: OpenLink, formToken: string): ConsentView {
  const { link, account } = open;
  const toolkit = context.catalog.toolkit(account.toolkit);
  const tools = context.catalog.tools(account.toolkit);
  return {
    base: basePath(context),
    token: link.token,
    formToken,
    appSlug: account.toolkit,
    appName: toolkit?.name ?? account.toolkit,
    requester: requesterOf(account),
    userId: account.userId,
    alias: account.alias,
    reads: permission(tools.filter((tool) => tool.readOnly)),
    writes: permission(tools.filter((tool) => !tool.readOnly)),
    choosesPerson: factsOf(account.authScheme).consents,
    inputs: toolkit ? connectionFields(toolkit, account.authScheme) : [],
    minutesLeft: Math.max(1, Math.ceil((link.expiresAt - context.now()) / 60_000)),
    problem: null,
  };
}

function requesterOf({ alias, userId }: AccountRecord): string {
  return [spokenPart(alias ?? ''), userId].find((name) => isSpoken(name)) ?? 'Your workspace';
}

/** An alias must be unique, so callers append an id to the name: `Acme (42)`. */
function spokenPart(alias: string): string {
  return alias.replace(/\s*\([^()]*\)$/, '');
}

function isSpoken(name: string): boolean {
  return name !== '' && (name.length <= longestSpokenId || name.includes(' '));
}

/** The path prefix of this server in the public URL. */
export function basePath(context: SandboxContext): string {
  return new URL(context.publicUrl()).pathname.replace(/\/$/, '');
}

function rank(tool: Tool): number {
  return tool.tags.includes('important') ? 0 : 1;
}

/** `Send message, list channels and 4 more` reads better than a row of headings. */
function sentence(names: readonly string[], total: number): string {
  const words = names.map((name, index) => (index === 0 ? name : lowerFirst(name))).join(', ');
  return total > names.length ? `${words} and ${total - names.length} more` : words;
}

// An acronym keeps its capitals.
function lowerFirst(name: string): string {
  return /^[A-Z][a-z ]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

const examplesShown = 3;

/** A few actions by name, important ones first. */
function permission(tools: readonly Tool[]): string | null {
  if (tools.length === 0) return null;
  const first = tools.toSorted((a, b) => rank(a) - rank(b)).slice(0, examplesShown);
  return sentence(
    first.map((tool) => tool.name),
    tools.length,
  );
}
