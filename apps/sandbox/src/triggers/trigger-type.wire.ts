import { catalogVersion } from '../catalog/catalog.ts';
import type { TriggerType } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';

/** A trigger type as `GET /triggers_types` shows it. */
export function triggerTypeWire(context: SandboxContext, trigger: TriggerType): Record<string, unknown> {
  return {
    slug: trigger.slug,
    name: trigger.name,
    description: trigger.description,
    instructions: '',
    type: trigger.type,
    toolkit: {
      slug: trigger.toolkit,
      name: context.catalog.toolkit(trigger.toolkit)?.name ?? trigger.toolkit,
      logo: logoUrl(context, trigger.toolkit),
    },
    config: trigger.config,
    payload: trigger.payload,
    version: catalogVersion,
    requires_webhook_endpoint_setup: trigger.needsEndpoint,
  };
}
