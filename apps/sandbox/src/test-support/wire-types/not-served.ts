/** Calls of the newest client that the sandbox does not implement, by path prefix, with the reason. */
export const notServed: Readonly<Record<string, string>> = {
  '/tool_router/':
    'Sessions of the vendor’s own agents; a product with a catalog and accounts of its own has no use for them.',
  '/mcp/': 'Hosted MCP servers: the same.',
  '/cli/': 'The vendor’s command line.',
  '/org/': 'Organizations and their bills are not a project key’s business.',
  '/project/usage/': 'The same.',
  '/logs/': 'Logs of runs; a run’s own log id is answered by its execution.',
  '/internal/': 'The vendor’s dashboard.',
  '/auth/session/info': 'Who a session of the dashboard is.',
  '/api_key_revocation': 'Keys are not made here.',
};
