import type { Compilable, CompiledQuery } from 'kysely';

/** A placeholder in a statement for the value that it is run with. */
class Parameter {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** The placeholder of each value of a prepared statement. */
export type ParameterOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/** A compiled statement without its values. */
type Prepared<Values, Row> = (values: Values) => Compilable<Row> & CompiledQuery<Row>;

export type PreparedRow<Statement> = Statement extends Prepared<never, infer Row> ? Row : never;

/**
 * A typed statement that is built and compiled once and run with different values, for statements that run many times a second:
 * building one takes longer than sending it. `build` is given the placeholder of each value.
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

/** Whether a value is there that may be missing. */
export type HasValue<Name> = (name: Name) => boolean;

type Given<Values, Optional extends keyof Values> = Omit<Values, Optional> & {
  [Name in Optional]?: Values[Name] | undefined;
};

/**
 * The same for a statement of a few shapes, as filters that are given or not: each is built when it is first asked for. `build`
 * asks which values are there.
 */
export function prepareEach<Values extends object, Optional extends keyof Values, Row>(
  build: (parameter: ParameterOf<Values>, has: HasValue<Optional>) => Compilable<Row>,
): Prepared<Given<Values, Optional>, Row> {
  const shapes = new Map<string, Prepared<Values, Row>>();
  return (given) => {
    const values = given as Values;
    const has = (name: keyof Values) => values[name] !== undefined;
    const shape = Object.keys(given)
      .filter((name) => has(name as keyof Values))
      .toSorted((one, other) => (one < other ? -1 : 1))
      .join();
    const prepared = shapes.get(shape) ?? prepare((parameter: ParameterOf<Values>) => build(parameter, has));
    shapes.set(shape, prepared);
    return prepared(values);
  };
}
