import { createAppRouter } from '../../src/app-router.ts';
import { serviceProcedures } from '../../src/platform/openapi/openapi.route.ts';
import { methodOf } from '../../src/platform/openapi/operation.ts';
import { errorsOf } from '../../src/platform/openapi/v1/common-errors.ts';
import type { ServerDeps } from '../../src/server.ts';

/**
 * Compares what the calls of a test were answered with what the API's description declares. Throws for an error code that
 * its operation does not declare: a client that is generated from the description would not expect it.
 */
export async function checkDeclaredErrors(deps: ServerDeps): Promise<void> {
  const declared = new Map(
    serviceProcedures(createAppRouter(deps)).map((procedure) => [
      procedure.path,
      new Set<string>([...errorsOf({ procedure, method: methodOf(procedure) }), 'ok']),
    ]),
  );
  const { values } = await deps.metrics.calls.get();
  const answered = new Set(values.map(({ labels }) => `${labels.procedure} ${labels.outcome}`));
  const undeclared = [...answered].filter((answer) => {
    const [path = '', outcome = ''] = answer.split(' ');
    return declared.get(path)?.has(outcome) === false;
  });
  if (undeclared.length > 0)
    throw new Error(`answered, but not declared beside the procedure: ${undeclared.join(', ')}`);
}
