import { createAppRouter } from '../../src/app-router.ts';
import { errorsOf } from '../../src/platform/openapi/v1/common-errors.ts';
import { listProcedures, type ProcedureInfo } from '../../src/platform/trpc/list-procedures.ts';
import { PEOPLE_ONLY } from '../../src/platform/trpc/trpc.ts';
import type { ServerDeps } from '../../src/server.ts';

/**
 * Compares what the calls of a test were answered with what the API's description declares. Throws for an error code that
 * its operation does not declare: a client that is generated from the description would not expect it.
 */
export async function checkDeclaredErrors(deps: ServerDeps): Promise<void> {
  const operations = new Map(operationsOf(deps).map((procedure) => [procedure.path, procedure]));
  const { values } = await deps.metrics.calls.get();
  const answered = new Set(values.map(({ labels }) => `${labels.procedure} ${labels.outcome}`));
  const undeclared = [...answered].filter((answer) => {
    const [path = '', outcome = ''] = answer.split(' ');
    const procedure = operations.get(path);
    if (!procedure || outcome === 'ok') return false;
    return !errorsOf({ procedure, method: procedure.type === 'mutation' ? 'post' : 'get' }).some(
      (code) => code === outcome,
    );
  });
  if (undeclared.length > 0)
    throw new Error(`answered, but not declared beside the procedure: ${undeclared.join(', ')}`);
}

function operationsOf(deps: ServerDeps): ProcedureInfo[] {
  return listProcedures(createAppRouter(deps)).filter(
    ({ meta }) => meta.scope !== PEOPLE_ONLY || meta.installationScope !== undefined,
  );
}
