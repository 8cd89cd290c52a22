import { escapeHtml, plainPage } from './plain-page.ts';
import type { QueryParameter } from './v1/describe-operation.ts';
import type { V1Document } from './v1/describe-v1.ts';

/** The document as a page for people. */
export function apiPage({ info, paths, servers, components }: V1Document): string {
  const base = servers[0]?.url ?? '';
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section({ method, address: base + path, operation })),
  );
  const schemas = Object.entries(components.schemas).map(([name, schema]) => named(name, schema));
  return plainPage(
    `${info.title} API`,
    `<p>Send <code>Authorization: Bearer pb_…</code> and <code>x-patchbay-workspace</code> with every call. Machines read
<a href="/api/v1/openapi.json">openapi.json</a>. <a href="/errors">All errors</a></p>
${paragraphs(info.description)}
${sections.join('\n')}
${schemas.join('\n')}`,
  );
}

type Described = V1Document['paths'][string][string];

interface Section {
  method: string;
  address: string;
  operation: Described;
}

function section({ method, address, operation }: Section): string {
  const { operationId, summary, description, parameters, responses, requestBody } = operation;
  const body = requestBody && `<h3>Body</h3>${linked(requestBody.content['application/json'].schema)}`;
  const answer = Object.values(responses[200].content).map(({ schema }) => linked(schema));
  const codes = Object.entries(responses).filter(([status]) => status !== '200');
  return `<section id="${escapeHtml(operationId)}">
<h2><span>${method.toUpperCase()}</span> ${escapeHtml(address)}</h2>
<h3>${escapeHtml(summary)}</h3>
${paragraphs(description)}
${parameterTable(parameters)}
${body || ''}
<details><summary>Answer</summary>${answer.join('')}</details>
<details><summary>Errors</summary>${codes.map(([, response]) => paragraphs((response as { description: string }).description)).join('')}</details>
</section>`;
}

function parameterTable(parameters: Described['parameters']): string {
  const rows = parameters.filter((parameter) => 'name' in parameter).map(row);
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '';
}

function row({ name, required, schema, description = '' }: QueryParameter): string {
  return `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${required ? 'required' : 'optional'}</td><td>${escapeHtml(description)} <code>${json(schema)}</code></td></tr>`;
}

function named(name: string, schema: unknown): string {
  return `<section id="schema-${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2>${linked(schema)}</section>`;
}

/** The schema as JSON, its references as links. */
function linked(schema: unknown): string {
  return `<pre>${json(schema).replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#schema-$1">$1</a>')}</pre>`;
}

/** The little Markdown that descriptions have. */
function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => {
      const html = escapeHtml(paragraph).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
      return `<p>${html.replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')}</p>`;
    })
    .join('\n');
}

function json(value: unknown): string {
  return escapeHtml(JSON.stringify(value, null, 2));
}

export const API_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid #8884; padding: 1rem 0; }
h2 { font-size: 1rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
h2 span { display: inline-block; min-width: 3.5rem; }
h3 { font-size: 0.9rem; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 1rem 0.2rem 0; }
pre { overflow-x: auto; background: #8881; padding: 0.75rem; font-size: 0.85rem; }
`;
