/** What a browser got: the page, or a redirect. */
export interface Visit {
  status: number;
  html: string;
  location: string | null;
  headers: Headers;
}

/** Opens a page without following redirects. */
export async function open(url: string): Promise<Visit> {
  return visit(await fetch(url, { redirect: 'manual' }));
}

/** Opens the page, fills in its form and submits it, like a browser. */
export async function answer(url: string, fields: Record<string, string>): Promise<Visit> {
  return send(url, { form_token: formToken((await open(url)).html), ...fields });
}

/** Submits a form without opening the page first. */
export async function send(url: string, fields: Record<string, string>): Promise<Visit> {
  const body = new URLSearchParams(fields);
  return visit(await fetch(url, { method: 'POST', body, redirect: 'manual' }));
}

export function formToken(html: string): string {
  return /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

async function visit(response: Response): Promise<Visit> {
  const { status, headers } = response;
  return { status, headers, html: await response.text(), location: headers.get('location') };
}
