import { Type } from '@mikro-orm/core';
import { parseJson } from '@patchbay/exact-json';

/** A JSON document in a text column, whose numbers keep their texts: the driver parses what is json or jsonb by itself. */
export class ExactJsonType extends Type<Record<string, unknown>, string> {
  override convertToDatabaseValue(value: Record<string, unknown>): string {
    return JSON.stringify(value);
  }

  override convertToJSValue(text: string): Record<string, unknown> {
    return parseJson(text) as Record<string, unknown>;
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'text';
  }
}
