import { createHash } from 'node:crypto';
import type { Tool } from '../catalog/catalog.ts';

type Row = Record<string, unknown>;

/**
 * A plausible response of the app: the given arguments if the action writes, three generated records if it lists. The
 * same arguments give the same response.
 */
export function sampleResult(tool: Tool, given: Row): Row {
  const properties = tool.output.properties?.['data']?.properties ?? {};
  if ('done' in properties) return { done: true, ...given };
  if ('items' in properties) return { items: [1, 2, 3].map((index) => listed(tool, given, index)) };
  return { id: sampleId(tool, given), ...(tool.readOnly ? titled(tool, 1) : {}), ...given };
}

function listed(tool: Tool, given: Row, index: number): Row {
  return { id: sampleId(tool, { ...given, index }), ...titled(tool, index) };
}

/** `LIST_CHANNELS` gives `Sample channels 1`. */
function titled(tool: Tool, index: number): Row {
  const subject = tool.name.split(' ').slice(1).join(' ') || 'record';
  return { title: `Sample ${subject} ${index}` };
}

function sampleId(tool: Tool, given: Row): string {
  return createHash('sha256')
    .update(`${tool.slug} ${JSON.stringify(given)}`)
    .digest('hex')
    .slice(0, 16);
}
