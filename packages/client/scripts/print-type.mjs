import ts from 'typescript';

const EMPTY = ['null', 'undefined'];
const emptiness = (text) => EMPTY.indexOf(text);
const isBoolean = (type) => type.flags & ts.TypeFlags.BooleanLiteral;

/**
 * Prints a type fully expanded, with nothing left to import: objects as their properties, unions as their members.
 * Keeps the doc comments of properties. For JSON data only.
 */
export class TypePrinter {
  #checker;
  #depth = 0;

  /** @param {ts.TypeChecker} checker */
  constructor(checker) {
    this.#checker = checker;
  }

  /** @param {ts.Type} type @param {string} [indent] @returns {string} */
  print(type, indent = '') {
    // A recursive type would never end; our JSON is never this deep.
    if (this.#depth > 30) throw new Error('a type of the API refers to itself');
    this.#depth += 1;
    const text = this.#print(type, indent);
    this.#depth -= 1;
    return text;
  }

  #print(type, indent) {
    if (type.isUnion()) return this.#union(type, indent);
    if (type.isIntersection()) return this.#object(type, indent);
    if (!(type.flags & ts.TypeFlags.Object)) return this.#checker.typeToString(type);
    if (this.#checker.isTupleType(type)) return this.#tuple(type, indent);
    if (this.#checker.isArrayType(type)) return this.#array(type, indent);
    return this.#object(type, indent);
  }

  #union(type, indent) {
    // `true | false` is how the checker spells boolean.
    const booleans = type.types.filter(isBoolean);
    const others = type.types.filter((each) => !isBoolean(each) || booleans.length < 2);
    const texts = others.map((each) => this.print(each, indent));
    if (booleans.length === 2) texts.push('boolean');
    // `null` and `undefined` read best at the end.
    return [...new Set(texts)].toSorted((one, other) => emptiness(one) - emptiness(other)).join(' | ');
  }

  #tuple(type, indent) {
    const items = this.#checker.getTypeArguments(type).map((each) => this.print(each, indent));
    return `[${items.join(', ')}]`;
  }

  #array(type, indent) {
    const [item] = this.#checker.getTypeArguments(type);
    const text = this.print(item, indent);
    return item.isUnion() ? `(${text})[]` : `${text}[]`;
  }

  #object(type, indent) {
    const inner = `${indent}  `;
    const lines = this.#checker.getPropertiesOfType(type).map((property) => this.#property(property, inner));
    for (const { keyType, type: valueType } of this.#checker.getIndexInfosOfType(type)) {
      lines.push(`${inner}[key: ${this.#checker.typeToString(keyType)}]: ${this.print(valueType, inner)};`);
    }
    return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n${indent}}`;
  }

  #property(property, indent) {
    const optional = property.flags & ts.SymbolFlags.Optional;
    const type = this.#checker.getTypeOfSymbol(property);
    const name = /^[A-Za-z_$][\w$]*$/.test(property.name) ? property.name : JSON.stringify(property.name);
    const doc = ts.displayPartsToString(property.getDocumentationComment(this.#checker)).replaceAll('\n', ' ');
    const text = `${indent}${name}${optional ? '?' : ''}: ${this.print(type, indent)};`;
    return doc ? `${indent}/** ${doc} */\n${text}` : text;
  }
}
