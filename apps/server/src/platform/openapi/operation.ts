import { z } from 'zod';
import type { ProcedureInfo } from '../trpc/list-procedures.ts';
import type { ParameterSchema, Properties } from './query-input.ts';

/** A procedure as plain HTTP: `connections.list` is `GET /api/connections/list`. */
export interface Operation {
  procedure: ProcedureInfo;
  path: string;
  method: 'get' | 'post';
  input: JsonSchema | undefined;
  output: JsonSchema | undefined;
}

export interface JsonSchema extends ParameterSchema {
  properties?: Properties;
  required?: string[];
}

/** Queries are read by GET, so that people's browsers may; everything that changes something is a POST. */
export function methodOf({ type }: Pick<ProcedureInfo, 'type'>): Operation['method'] {
  return type === 'mutation' ? 'post' : 'get';
}

export function operationOf(procedure: ProcedureInfo): Operation {
  return {
    procedure,
    path: `/${procedure.path.replace('.', '/')}`,
    method: methodOf(procedure),
    input: procedure.input && schemaOf(procedure.input, 'input'),
    output: procedure.output && schemaOf(procedure.output, 'output'),
  };
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    metadata: new WithoutNames(),
  });
  return rest as JsonSchema;
}

/** Every schema stands where it is used, also one that has a name in version 1 of the API. */
class WithoutNames extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get(schema: z.core.$ZodType): never {
    const { id: _name, ...meta } = z.globalRegistry.get(schema) ?? {};
    return meta as never;
  }
}
