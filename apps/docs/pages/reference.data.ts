import { readFileSync } from 'node:fs';

interface Described {
  summary: string;
  description: string;
  tags: string[];
  responses: Record<
    string,
    { content?: Record<string, { schema?: { allOf?: { properties?: { code: { enum: string[] } } }[] } }> }
  >;
}

/** The operations of the last released API. */
export default {
  watch: ['../../../docs/api/v1.json'],
  load([file = '']: string[]) {
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      tags: { name: string; description: string }[];
      paths: Record<string, Record<string, Described>>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([
          method,
          {
            summary,
            description,
            tags: [tag = ''],
            responses,
          },
        ]) => ({
          method: method.toUpperCase(),
          path,
          summary,
          description,
          tag,
          codes: Object.values(responses).flatMap(codesOf),
        }),
      ),
    );
    return document.tags.map((tag) => ({ ...tag, operations: operations.filter((each) => each.tag === tag.name) }));
  },
};

function codesOf({ content }: Described['responses'][string]): string[] {
  return (
    content?.['application/problem+json']?.schema?.allOf?.flatMap(({ properties }) => properties?.code.enum ?? []) ?? []
  );
}
