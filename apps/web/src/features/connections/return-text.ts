import type { ConnectionView } from '@patchbay/contracts';
import { REASON_CODES } from '@patchbay/lifecycle';
import { t } from '../../shared/i18n/t.ts';
import { reasonText } from '../../shared/reason-text.ts';
import { attemptText } from './status-text.ts';

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

/** Returns that the server could not judge; only the address says what happened. */
const PROBLEMS = ['invalid', 'rate_limited', 'unavailable', 'verifier_off', 'failed'] as const;

/** The text for a person who returns from the consent page. Claims success only if the server says so. */
export function returnText({ outcome, view, checked }: Return): ReturnText {
  const problem = PROBLEMS.find((known) => known === outcome);
  if (problem)
    return look('warning', t(`connections.returns.${problem}.title`), t(`connections.returns.${problem}.text`));
  if (!checked) return look('waiting', t('connections.returnMoment'), t('connections.returnMomentText'));
  if (!view) return unknownConnection(outcome);
  const { name } = view.app;
  const why = failure(outcome) ?? (view.reason ? reasonText(view.reason.code) : null);
  if (view.status === 'active' && !view.attempt && !failure(outcome)) {
    return look(
      'success',
      t('connections.connected', { name }),
      view.account?.identity
        ? t('connections.asAccount', { account: view.account.identity })
        : t('connections.returnReady'),
    );
  }
  const { attempt } = view;
  if (!failure(outcome) && attempt && (attempt.step === 'approved' || attempt.step === 'unconfirmed'))
    return look('warning', t('connections.returnNotYet', { name }), attemptText(attempt));
  if (attempt && !failure(outcome))
    return look('waiting', t('connections.steps.verifying'), t('connections.verifying'));
  if (view.status === 'active')
    return look(
      'warning',
      t('connections.failed.reconnect', { name }),
      t('connections.returnStillWorks', { reason: sentences(why) }),
    );
  return look('warning', t('connections.failed.connect', { name }), sentences(why));
}

function unknownConnection(outcome: string): ReturnText {
  const why = failure(outcome);
  return why
    ? look('warning', t('connections.notConnected'), sentences(why))
    : look('warning', t('connections.returnUnmatched'), t('connections.returnUnmatchedText'));
}

function failure(outcome: string) {
  const code = REASON_CODES.find((known) => known === outcome);
  return code ? reasonText(code) : null;
}

function sentences(why: { sentence: string; next: string } | null): string {
  return why ? `${why.sentence} ${why.next}` : t('connections.returnNoReason');
}

function look(tone: ReturnText['tone'], title: string, sentence: string): ReturnText {
  return { title, sentence, tone, ...LOOKS[tone], settled: tone !== 'waiting' };
}
