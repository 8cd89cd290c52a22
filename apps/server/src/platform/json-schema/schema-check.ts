import { createHash } from 'node:crypto';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';

/** Compiled schemas that are kept; the one used the longest ago goes first. */
const MOST_SCHEMAS = 500;
/** Problems told at most: the first few are what a person reads. */
const MOST_PROBLEMS = 20;

/** What is wrong with a value, by dotted path; empty where nothing is. */
export type Problems = Record<string, string>;

/**
 * Checks values against JSON Schemas that others wrote. A schema that cannot be compiled permits everything: it comes
 * from the provider, which checks again, and a mistake of theirs must not take the action away from everybody.
 */
export class SchemaCheck {
  readonly #compiled = new Map<string, ValidateFunction | null>();
  readonly #onBadSchema: (error: unknown) => void;

  constructor(onBadSchema: (error: unknown) => void) {
    this.#onBadSchema = onBadSchema;
  }

  problemsOf(schema: Record<string, unknown>, value: unknown): Problems {
    const validate = this.#validatorOf(schema);
    if (!validate || validate(value)) return {};
    const problems = (validate.errors ?? []).slice(0, MOST_PROBLEMS).map(asProblem);
    return Object.fromEntries(problems);
  }

  #validatorOf(schema: Record<string, unknown>): ValidateFunction | null {
    const key = createHash('sha256').update(JSON.stringify(schema)).digest('base64url');
    const known = this.#compiled.get(key);
    this.#compiled.delete(key);
    const validate = known === undefined ? this.#compile(schema) : known;
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size >= MOST_SCHEMAS && oldest !== undefined) this.#compiled.delete(oldest);
    this.#compiled.set(key, validate);
    return validate;
  }

  /** An instance for each, because Ajv keeps every schema it has seen, and their `$id`s may collide. */
  #compile({ $schema: _dialect, ...schema }: Record<string, unknown>): ValidateFunction | null {
    try {
      // Unknown keywords and formats are common in the wild and no fault of the caller's.
      return new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false }).compile(schema);
    } catch (error) {
      this.#onBadSchema(error);
      return null;
    }
  }
}

function asProblem({ instancePath, params, message = 'is not valid' }: ErrorObject): [path: string, problem: string] {
  const own = 'missingProperty' in params ? String(params['missingProperty']) : '';
  const extra = 'additionalProperty' in params ? String(params['additionalProperty']) : '';
  const path = [...instancePath.split('/').slice(1).map(unescape), own || extra].filter((part) => part !== '');
  return [path.join('.'), own ? 'is missing' : extra ? 'is not known here' : message];
}

/** RFC 6901, section 4. */
function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
