import type { ApiDocument } from './describe-api.ts';

/** The document as a page for people: no scripts, and nothing from another host. */
export function apiPage({ info, paths, servers }: ApiDocument): string {
  const base = servers[0]?.url ?? '';
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section({ method, address: base + path, operation })),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} API</title>
<link rel="stylesheet" href="/openapi.css">
</head>
<body>
<main>
<h1>${escape(info.title)} API</h1>
<p>${escape(info.description)} Send <code>Authorization: Bearer pb_…</code> and <code>x-patchbay-workspace</code> with
every call. Machines read <a href="/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</main>
</body>
</html>`;
}

type Described = ApiDocument['paths'][string][string];

interface Section {
  method: string;
  address: string;
  operation: Described;
}

function section({ method, address, operation }: Section): string {
  const { operationId, summary, parameters, responses, requestBody } = operation;
  const named = parameters.filter((parameter) => 'name' in parameter);
  const rows = named.map(
    ({ name, required, schema }) =>
      `<tr><th scope="row"><code>${escape(name)}</code></th><td>${required ? 'required' : 'optional'}</td><td><code>${json(schema)}</code></td></tr>`,
  );
  const body = requestBody && `<h3>Body</h3><pre>${json(requestBody.content['application/json'].schema)}</pre>`;
  const answer = Object.values(responses[200].content).map(({ schema }) => `<pre>${json(schema)}</pre>`);
  return `<section id="${escape(operationId)}">
<h2><span>${method.toUpperCase()}</span> ${escape(address)}</h2>
<p>${escape(summary)}</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}
${body || ''}
<details><summary>Answer</summary>${answer.join('')}</details>
</section>`;
}

function json(value: unknown): string {
  return escape(JSON.stringify(value, null, 2));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
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
