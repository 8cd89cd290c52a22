import { catalogVersion } from '../catalog/catalog.ts';
import type { Tool } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { requirementsOf, scopesOfTool } from './scopes.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';

/** A tool as `GET /tools` shows it. */
export function toolWire(context: SandboxContext, tool: Tool): Record<string, unknown> {
  const toolkit = context.catalog.toolkit(tool.toolkit);
  const scopes = scopesOfTool(toolkit, tool);
  const logo = logoUrl(context, tool.toolkit);
  const versions = { version: catalogVersion, available_versions: [catalogVersion] };
  return {
    slug: tool.slug,
    name: tool.name,
    description: tool.description,
    human_description: tool.description,
    toolkit: { slug: tool.toolkit, name: toolkit?.name ?? tool.toolkit, logo },
    input_parameters: tool.input,
    output_parameters: tool.output,
    tags: tool.tags,
    scopes,
    scope_requirements: requirementsOf(scopes),
    no_auth: toolkit?.authSchemes.includes('NO_AUTH') ?? false,
    is_deprecated: false,
    ...versions,
    deprecated: { displayName: tool.name, is_deprecated: false, toolkit: { logo }, ...versions },
  };
}
