/** One path of each kind of route. */
export const PATHS = [
  '/',
  '/w/acme/apps',
  '/assets/app.js',
  '/logos/slack',
  '/auth/get-session',
  '/auth/sign-in/email',
  '/auth/unknown',
  '/trpc/session.get',
  '/trpc/workspaces.rename',
  '/api/connections/list',
  '/api/unknown',
  '/oauth/callback/slack',
  '/webhooks/composio',
  '/healthz',
  '/metrics',
  '/openapi.json',
];

export const BAD_HOSTS = [
  '[::',
  '[::1]:x',
  'a b',
  '%zz',
  'a/b',
  'a@b',
  'a:99999',
  'a?b',
  'a#b',
  'http://x',
  '',
  '\x80',
  'a\\b',
  '[1.2.3',
];

/** Instead of a path: absolute forms with invalid hosts, and invalid paths. */
const BAD_TARGETS = ['http://[::', 'http://a b', 'http://%zz', 'http://', 'ftp://x', 'x:', '*'];
const BAD_TAILS = [
  '%',
  '/%',
  '/%zz',
  '/%c0%80',
  '/%00',
  '/%ff',
  '/..%2f..',
  '?%zz=%',
  '?input=%',
  '?batch=1&input=%',
  '//',
  '/\\x',
];

/** Headers that libraries read, with unexpected values. */
const ODD_HEADERS = [
  'X-Forwarded-For: %%',
  'X-Forwarded-Host: [::',
  'X-Forwarded-Proto: a b',
  'Forwarded: host="[::"',
  'Cookie: %=%zz;;',
  'Cookie: patchbay.session_token=%zz.%',
  'Accept: %',
  'Accept-Encoding: ]',
  'Content-Type: ;;',
  'Content-Type: application/json; charset=nonsense',
  'Content-Encoding: nonsense',
  'If-None-Match: "',
  'If-Modified-Since: x',
  'Range: bytes=9-1',
  'Origin: %',
  'Referer: [',
  'Authorization: Bearer',
  'Authorization: Bearer %',
  'Authorization: Basic !!',
  'X-Patchbay-Workspace: %',
  'X-Patchbay-Subject: \x80',
  'X-Patchbay-Address: %',
  'Last-Event-Id: %',
  'Expect: nonsense',
  'Sec-Fetch-Site: %',
  'Upgrade: websocket\r\nConnection: upgrade',
  'Trpc-Accept: %',
  'Webhook-Id: \x80',
];

const request = (line: string, headers: string[], body = '') => {
  const length = body ? [`Content-Length: ${body.length}`] : [];
  return [`${line} HTTP/1.1`, ...headers, 'Connection: close', ...length, '', body].join('\r\n');
};
const JSON_TYPE = 'Content-Type: application/json';

/** Every odd request to every route, as raw text. */
export function oddRequests(): string[] {
  return PATHS.flatMap((path) => [
    ...BAD_HOSTS.map((host) => request(`GET ${path}`, [`Host: ${host}`])),
    ...BAD_HOSTS.slice(0, 4).map((host) => request(`POST ${path}`, [`Host: ${host}`, JSON_TYPE], '{}')),
    ...BAD_TARGETS.map((target) => request(`GET ${target}${path}`, ['Host: x'])),
    ...BAD_TAILS.map((tail) => request(`GET ${path}${tail}`, ['Host: x'])),
    ...ODD_HEADERS.map((header) => request(`GET ${path}`, ['Host: x', header])),
    ...ODD_HEADERS.map((header) =>
      request(`POST ${path}`, ['Host: x', header, ...(header.startsWith('Content-Type') ? [] : [JSON_TYPE])], '{}'),
    ),
    ...['{', '[', '"\\ud800"', '{"a":'.repeat(5_000)].map((body) =>
      request(`POST ${path}`, ['Host: x', JSON_TYPE], body),
    ),
  ]);
}
