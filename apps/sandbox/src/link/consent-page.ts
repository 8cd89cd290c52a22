import type { AuthField } from '../toolkits/auth-fields.ts';
import type { ConsentView } from './consent-view.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';
import { page } from './page.ts';
import { initials, personas } from './persona.ts';
import type { Person } from './persona.ts';

/** The page on which a person approves or refuses. */
export function consentPage(view: ConsentView): Markup {
  const title = `${view.requester} wants access to ${view.appName}`;
  return page({ title, base: view.base, content: html`${header(view)} ${permissions(view)} ${form(view)}` });
}

function header(view: ConsentView): Markup {
  return html`<header>
    <img class="logo" src="${view.base}/logos/${view.appSlug}.svg" width="64" height="64" alt="" />
    <h1><strong>${view.requester}</strong> wants access to <strong>${view.appName}</strong></h1>
    <dl class="request">
      <div>
        <dt>Requested for</dt>
        <dd>${view.userId}</dd>
      </div>
      ${view.alias === null ? null : detail('Alias', view.alias)}
      ${detail('Link valid for', view.minutesLeft === 1 ? '1 minute' : `${view.minutesLeft} minutes`)}
    </dl>
  </header>`;
}

function detail(name: string, value: string): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function permissions(view: ConsentView): Markup {
  return html`<section aria-labelledby="allow">
    <h2 id="allow">This will allow it to</h2>
    <ul class="permissions">
      ${view.reads && permission('Read', 'See what is in your account', view.reads)}
      ${view.writes && permission('Write', 'Create and change things for you', view.writes)}
    </ul>
  </section>`;
}

function permission(kind: string, meaning: string, examples: string): Markup {
  return html`<li>
    <span class="kind ${kind.toLowerCase()}">${kind}</span>
    <div>
      <p>${meaning}</p>
      <p class="examples">${examples}</p>
    </div>
  </li>`;
}

function form(view: ConsentView): Markup {
  return html`<form method="post" action="${view.base}/link/${view.token}" autocomplete="off">
    <input type="hidden" name="form_token" value="${view.formToken}" />
    ${view.problem === null ? null : html`<p class="problem" role="alert" id="problem">${view.problem}</p>`}
    ${view.inputs.length === 0 ? null : inputs(view)} ${view.choosesPerson ? people(view) : null}
    <div class="answers">
      <button class="approve" name="decision" value="approve">Approve</button>
      <button class="deny" name="decision" value="deny" formnovalidate>Deny</button>
    </div>
    <p class="leave"><a href="${view.base}/link/${view.token}/left">Close without answering</a></p>
  </form>`;
}

function inputs(view: ConsentView): Markup {
  const legend = view.choosesPerson ? `Your ${view.appName} account` : `Your ${view.appName} credentials`;
  return html`<fieldset class="inputs">
    <legend>${legend}</legend>
    ${view.inputs.map(input)}
    ${view.choosesPerson ? null : html`<p class="hint">Any value works here; it is checked for presence and not kept.</p>`}
  </fieldset>`;
}

function input(field: AuthField): Markup {
  const id = `field-${field.name}`;
  return html`<label for="${id}">${field.displayName}</label>
    <input
      id="${id}"
      name="field_${field.name}"
      type="${field.is_secret ? 'password' : 'text'}"
      autocomplete="off"
      spellcheck="false"
      maxlength="500"
      required
    />`;
}

function people(view: ConsentView): Markup {
  return html`<fieldset class="people">
    <legend>Continue to ${view.appName} as</legend>
    ${personas.map(persona)}
    <div class="person other">
      <input type="radio" id="person-other" name="person" value="other" />
      <label for="person-other"><span class="avatar" aria-hidden="true">+</span><span>Someone else</span></label>
      <div class="address">
        <label for="email">E-mail address</label>
        <input id="email" name="email" type="email" maxlength="254" placeholder="you@example.com" />
      </div>
    </div>
  </fieldset>`;
}

function persona(person: Person, index: number): Markup {
  const id = `person-${index}`;
  return html`<div class="person">
    <input type="radio" id="${id}" name="person" value="${person.email}" ${index === 0 ? html`checked` : null} />
    <label for="${id}">
      <span class="avatar tint-${index}" aria-hidden="true">${initials(person.name)}</span>
      <span>${person.name} <small>${person.email}</small></span>
    </label>
  </div>`;
}
