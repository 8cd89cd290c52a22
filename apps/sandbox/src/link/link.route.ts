import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { SandboxContext } from '../context.ts';
import { durably, pathParam } from '../http/endpoint.ts';
import { approveLink, denyLink, openPage } from './answer-link.ts';
import type { NextAddress } from './answer-link.ts';
import { consentPage } from './consent-page.ts';
import { basePath, consentView } from './consent-view.ts';
import type { ConsentView } from './consent-view.ts';
import { findLink } from './find-link.ts';
import type { OpenLink } from './find-link.ts';
import { issueFormToken, takeFormToken } from './form-token.ts';
import type { Markup } from './html.ts';
import { closedPage, noticePage } from './notice-page.ts';
import type { Notice } from './notice-page.ts';
import { pageHeaders } from './page-headers.ts';
import { answerForm, checkInputs, personOfInputs, readPerson } from './read-answer.ts';

/** The response to a browser's request. */
type Outcome = { kind: 'page'; status: number; markup: Markup } | { kind: 'leave'; address: string };

/** `/link`: the hosted pages. */
export function linkRoutes(context: SandboxContext): Router {
  const routes = Router();
  routes.get('/:token', (request, response) => answer(context, [request, response], showConsent));
  routes.get('/:token/left', (request, response) => answer(context, [request, response], showLeft));
  routes.post('/:token', urlencoded({ extended: false, limit: '16kb' }), (request, response) =>
    answer(context, [request, response], takeAnswer),
  );
  return routes;
}

type Step = (context: SandboxContext, open: OpenLink, request: Request) => Outcome;

/** Finds the link, runs the step, and responds once its changes are on disk. A closed link is 410 everywhere. */
async function answer(context: SandboxContext, [request, response]: [Request, Response], step: Step): Promise<void> {
  const found = findLink(context, pathParam(request, 'token'));
  const outcome = await durably(context.store, () =>
    typeof found === 'string' ? shown(closedPage(basePath(context), found), 410) : step(context, found, request),
  );
  const callbackUrl = typeof found === 'string' ? null : found.link.callbackUrl;
  response.set(pageHeaders(callbackUrl, context.store.state.verifierUrl));
  if (outcome.kind === 'leave') response.redirect(303, outcome.address);
  else response.status(outcome.status).type('html').send(outcome.markup.markup);
}

function showConsent(context: SandboxContext, open: OpenLink): Outcome {
  openPage(context, open);
  return shown(consentPage(consentView(context, open, issueFormToken(context, open.link))));
}

function showLeft(context: SandboxContext): Outcome {
  const text = 'Nothing was connected. The link stays valid until it expires; you may close this window.';
  return shown(noticePage({ base: basePath(context), mark: 'paused', title: 'You have not answered', text }));
}

function takeAnswer(context: SandboxContext, open: OpenLink, request: Request): Outcome {
  const parsed = answerForm.safeParse(request.body);
  if (!parsed.success) return again(context, open, { problem: 'Choose Approve or Deny.', status: 400 });
  const form = parsed.data;
  if (!takeFormToken(context, open.link, form.form_token)) {
    return again(context, open, {
      problem: 'This form was sent before or is too old. Please answer again.',
      status: 403,
    });
  }
  if (form.decision === 'deny') return leave(context, denyLink(context, open), deniedNotice);

  const view = consentView(context, open, '');
  const problem = checkInputs(form, view.inputs);
  if (problem !== null) return again(context, open, { problem, status: 422 });
  const person = view.choosesPerson ? readPerson(form) : personOfInputs(form);
  if (typeof person === 'string') return again(context, open, { problem: person, status: 422 });
  return leave(context, approveLink(context, open, person), approvedNotice);
}

/** The same page again, with the problem and a new form token. */
function again(context: SandboxContext, open: OpenLink, why: { problem: string; status: number }): Outcome {
  const view: ConsentView = consentView(context, open, issueFormToken(context, open.link));
  return shown(consentPage({ ...view, problem: why.problem }), why.status);
}

/** Redirects to the caller; without an address, a page shows the outcome. */
function leave(context: SandboxContext, address: NextAddress, notice: Omit<Notice, 'base'>): Outcome {
  if (address !== null) return { kind: 'leave', address };
  return shown(noticePage({ base: basePath(context), ...notice }));
}

const approvedNotice: Omit<Notice, 'base'> = {
  mark: 'done',
  title: 'Connected',
  text: 'Access was granted. You may close this window.',
};

const deniedNotice: Omit<Notice, 'base'> = {
  mark: 'ended',
  title: 'Access was refused',
  text: 'Nothing was connected. You may close this window.',
};

function shown(markup: Markup, status = 200): Outcome {
  return { kind: 'page', status, markup };
}
