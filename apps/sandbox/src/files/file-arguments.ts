import type { JsonSchema } from '../catalog/json-schema.ts';
import type { Tool } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';

/**
 * What is wrong with the files of an execution, as the service says it: each has to be named by its name, type and key, and to be
 * uploaded for this tool. Null where nothing is.
 */
export function fileProblem(context: SandboxContext, tool: Tool, given: Record<string, unknown>): string | null {
  const wrong = Object.entries(tool.input.properties ?? {})
    .filter(([name, schema]) => schema.file_uploadable && given[name] !== undefined)
    .find(([name, schema]) => !isUploaded(context, tool, { schema, value: given[name] }));
  return wrong ? `Invalid request data provided - File not found or not uploaded: ${wrong[0]}` : null;
}

function isUploaded(
  { store }: SandboxContext,
  tool: Tool,
  { schema, value }: { schema: JsonSchema; value: unknown },
): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const isWhole = (schema.required ?? []).every((name) => typeof fields[name] === 'string');
  const file = store.state.files.get(String(fields['s3key']));
  return isWhole && file !== undefined && file.uploadedAt !== null && file.tool_slug === tool.slug;
}
