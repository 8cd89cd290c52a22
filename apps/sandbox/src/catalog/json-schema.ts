/** The part of JSON Schema (2020-12) that action parameters and trigger payloads use. */
export interface JsonSchema {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  title?: string;
  description?: string;
  format?: 'date-time' | 'date' | 'email' | 'uri';
  enum?: readonly string[];
  default?: string | number | boolean;
  examples?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: boolean;
  /** The service's own keyword: the value names a file that was uploaded before. */
  file_uploadable?: boolean;
}
