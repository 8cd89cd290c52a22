import { type ConnectionView, reasonText, refreshAnswer, refreshText } from '@patchbay/contracts';
import { REASON_CODES } from '@patchbay/lifecycle';

export interface ReturnText {
  title: string;
  sentence: string;
  tone: 'success' | 'warning' | 'waiting';
  icon: string;
  tint: string;
  /** Nothing more is expected to happen. */
  settled: boolean;
}

interface Return {
  /** The last part of the path. Only a hint: a link may have any path. */
  outcome: string;
  view: ConnectionView | null;
  /** Whether the server has responded, or cannot. */
  checked: boolean;
}

const LOOKS = {
  success: { icon: 'i-lucide-circle-check', tint: 'bg-success/10 text-success' },
  warning: { icon: 'i-lucide-triangle-alert', tint: 'bg-warning/10 text-warning' },
  waiting: { icon: 'i-lucide-loader-circle', tint: 'bg-info/10 text-info' },
} as const;

/** For returns that the server could not judge; only the address says what happened. */
const PROBLEMS = new Map<string, [title: string, sentence: string]>([
  ['invalid', ['This link is not valid', 'Go back to Patchbay and select Continue to get a new one.']],
  ['rate_limited', ['Too many requests', 'Wait a minute, then select Continue in Patchbay to try again.']],
  [
    'unavailable',
    [
      'Patchbay can’t check this right now',
      'Wait a moment. If it is not connected by then, select Continue in Patchbay to try again.',
    ],
  ],
  [
    'verifier_off',
    [
      'Patchbay can’t confirm this connection',
      'Composio verifies callbacks for this installation, and Patchbay is not set up for it. Ask an administrator to set COMPOSIO_VERIFIER=on.',
    ],
  ],
  ['failed', ['Something went wrong on our side', 'Select Continue in Patchbay to try again.']],
]);

/** The text for a person who returns from the consent page. Claims success only if the server says so. */
export function returnText({ outcome, view, checked }: Return): ReturnText {
  const problem = PROBLEMS.get(outcome);
  if (problem) return look('warning', ...problem);
  if (!checked) return look('waiting', 'Just a moment', 'Checking your connection.');
  if (!view) return unknownConnection(outcome);
  const { name } = view.app;
  const why = failure(outcome) ?? (view.reason ? reasonText(view.reason.code) : null);
  if (view.status === 'active' && !view.attempt && !failure(outcome)) {
    return look(
      'success',
      `${name} is connected`,
      view.account?.identity ? `As ${view.account.identity}.` : 'It can be used now.',
    );
  }
  const { attempt } = view;
  if (!failure(outcome) && (attempt?.step === 'approved' || attempt?.step === 'unconfirmed')) {
    const { sentence, next } = refreshText(refreshAnswer(view, false));
    return look('warning', `${name} is not connected yet`, `${sentence} ${next}`);
  }
  if (attempt && !failure(outcome))
    return look('waiting', 'Verifying', `${name} has answered. Checking that the access works.`);
  if (view.status === 'active')
    return look('warning', `${name} wasn’t reconnected`, `${sentences(why)} The existing connection still works.`);
  return look('warning', `${name} was not connected`, sentences(why));
}

function unknownConnection(outcome: string): ReturnText {
  const why = failure(outcome);
  return why
    ? look('warning', 'Not connected', sentences(why))
    : look('warning', 'We couldn’t match this to a connection', 'Go back to Patchbay; it shows what is connected.');
}

function failure(outcome: string) {
  const code = REASON_CODES.find((known) => known === outcome);
  return code ? reasonText(code) : null;
}

function sentences(why: { sentence: string; next: string } | null): string {
  return why
    ? `${why.sentence} ${why.next}`
    : 'The authorization did not come through. Connect again when you are ready.';
}

function look(tone: ReturnText['tone'], title: string, sentence: string): ReturnText {
  return { title, sentence, tone, ...LOOKS[tone], settled: tone !== 'waiting' };
}
