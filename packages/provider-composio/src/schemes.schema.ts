import { z } from 'zod';
import { type AppScheme, type SchemeField, storableText } from '@patchbay/provider';

const field = z.object({
  name: z.string().regex(/^[\w.-]{1,100}$/),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  required: z.boolean().nullish(),
  is_secret: z.boolean().nullish(),
  default: z.unknown().optional(),
});

const group = z.object({ required: z.array(field).nullish(), optional: z.array(field).nullish() }).nullish();

const detail = z.object({
  mode: z.string().min(1).max(60),
  auth_hint_url: z.string().nullish(),
  fields: z.object({ auth_config_creation: group, connected_account_initiation: group }).nullish(),
});

/** The parts of a toolkit's details that say how its accounts are authorized. */
export const toolkitSchemes = z.object({
  composio_managed_auth_schemes: z.array(z.string()).nullish(),
  composio_managed_auth: z
    .array(z.object({ mode: z.string(), scopes: z.object({ available: z.array(z.string()).nullish() }).nullish() }))
    .nullish(),
  auth_config_details: z.array(detail).nullish(),
});

export type ToolkitSchemes = z.infer<typeof toolkitSchemes>;

export function toSchemes(toolkit: ToolkitSchemes): AppScheme[] {
  const managed = toolkit.composio_managed_auth_schemes ?? [];
  return (toolkit.auth_config_details ?? []).map(({ mode, auth_hint_url, fields }) => ({
    scheme: mode,
    isManaged: managed.includes(mode),
    setupFields: (fields?.auth_config_creation?.required ?? []).map((each) => toField(each, true)),
    fields: fieldsOf(fields?.connected_account_initiation),
    hintUrl: webAddress(auth_hint_url),
    scopes: toolkit.composio_managed_auth?.find((each) => each.mode === mode)?.scopes?.available ?? [],
  }));
}

function fieldsOf(fields: z.infer<typeof group>): SchemeField[] {
  const required = (fields?.required ?? []).map((each) => toField(each, true));
  return [...required, ...(fields?.optional ?? []).map((each) => toField(each, false))];
}

/** Where it stands says whether it is required; its own word for it only where the two agree. */
function toField(wire: z.infer<typeof field>, required: boolean): SchemeField {
  return {
    name: wire.name,
    label: text(wire.displayName, 120) || wire.name,
    description: text(wire.description, 500),
    required: required && wire.required !== false,
    isSecret: wire.is_secret ?? SECRET_NAME.test(wire.name),
    default: typeof wire.default === 'string' && wire.default !== '' ? text(wire.default, 500) : null,
  };
}

/** For fields of which the provider does not say: to hide what is none costs a click, to show a secret more. */
const SECRET_NAME = /key|token|secret|password|credential|private/i;

function text(value: string | null | undefined, most: number): string {
  return storableText((value ?? '').slice(0, most)).trim();
}

/** A link for people: only pages. */
export function webAddress(value: string | null | undefined): string | null {
  const url = value && URL.canParse(value) ? new URL(value) : null;
  return url && /^https?:$/.test(url.protocol) && value && value.length <= 2000 ? url.href : null;
}
