import type { Compilable, CompiledQuery } from 'kysely';

/** Stands in a statement for the value that it is run with. */
class Parameter {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** The place of each value in a prepared statement. */
export type ParameterOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/** A statement that is ready but for its values. */
type Prepared<Values, Row> = (values: Values) => Compilable<Row> & CompiledQuery<Row>;

export type PreparedRow<Statement> = Statement extends Prepared<never, infer Row> ? Row : never;

/**
 * A typed statement that is built and compiled once and run with other values each time, for what runs many times a second:
 * to build one takes longer than to send it. `build` is given the place of each value.
 */
export function prepare<Values extends object, Row>(
  build: (parameter: ParameterOf<Values>) => Compilable<Row>,
): Prepared<Values, Row> {
  const compiled = build((name) => new Parameter(name) as never).compile();
  return (values) => {
    const valueOf = ({ name }: Parameter): unknown => values[name as keyof Values];
    const parameters = compiled.parameters.map((each) => (each instanceof Parameter ? valueOf(each) : each));
    const statement = { ...compiled, parameters };
    return { ...statement, compile: () => statement };
  };
}
