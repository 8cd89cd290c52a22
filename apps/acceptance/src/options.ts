import { parseArgs } from 'node:util';

/** Options of a run. */
export interface Options {
  /** Runs against the sandbox, without a person. */
  sandbox: boolean;
  /** An app with OAuth managed by the provider, a trigger, and an action whose arguments are `given`. */
  oauthApp: string;
  keyApp: string;
  trigger: string;
  action: string;
  given: Record<string, unknown>;
  /** An API key for `keyApp`; from ACCEPTANCE_APP_KEY, never from an argument. */
  appKey: string | null;
  /** The public address (a tunnel) at which the provider reaches the local port, for messages. */
  publicUrl: string | null;
  port: number;
  /** Whether callback identity verification is enabled in the project, with the address that the run prints. */
  verifier: boolean;
  report: string;
}

export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      sandbox: { type: 'boolean', default: false },
      'oauth-app': { type: 'string', default: 'github' },
      'key-app': { type: 'string', default: 'openai' },
      trigger: { type: 'string', default: 'GITHUB_COMMIT_EVENT' },
      action: { type: 'string', default: 'GITHUB_GET_A_REPOSITORY' },
      repo: { type: 'string', default: 'octocat/hello-world' },
      'public-url': { type: 'string' },
      port: { type: 'string', default: '3999' },
      verifier: { type: 'boolean', default: false },
      report: { type: 'string', default: 'acceptance-report.md' },
    },
  });
  const [owner = '', repo = ''] = values.repo.split('/');
  return {
    sandbox: values.sandbox,
    oauthApp: values['oauth-app'],
    keyApp: values['key-app'],
    trigger: values.trigger,
    action: values.action,
    given: { owner, repo },
    appKey: values.sandbox ? 'a-key-for-the-sandbox' : (env['ACCEPTANCE_APP_KEY'] ?? null),
    publicUrl: values['public-url'] ?? null,
    port: values.sandbox ? 0 : Number(values.port),
    verifier: values.verifier || values.sandbox,
    report: values.report,
  };
}
