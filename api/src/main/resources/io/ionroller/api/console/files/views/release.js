// Releases a version: shows what would happen while it is typed.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {duration, milliseconds, sentence} from '../core/format.js';
import {newKey, ofService, send} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {announce} from '../parts/announce.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {problemView} from '../parts/problem.js';

const GATHER = 250;

export function openRelease(shown) {
  const state = {service: shown.name, version: '', revision: '', plan: null, problem: null, sending: false, key: newKey(), timer: null};
  openDialog({
    title: `Release ${shown.name}`,
    submit: () => carryOut(state),
    body: () => html`<div class="fields">
        <label>Version <input data-first required spellcheck="false" autocomplete="off" .value=${state.version} @input=${event => typed(state, {version: event.target.value.trim()})}></label>
        <label>Revision <input inputmode="numeric" size="6" placeholder=${shown.revision} .value=${state.revision} @input=${event => typed(state, {revision: event.target.value.trim()})}></label>
      </div>
      <div aria-live="polite">${planView(state.plan)} ${problemView(state.problem)}</div>`,
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button>
      <button class="primary" ?disabled=${state.sending || !state.version}>${state.sending ? 'Asking…' : 'Release'}</button>`,
  });
}

function typed(state, change) {
  Object.assign(state, change, {plan: null, problem: null});
  clearTimeout(state.timer);
  if (state.version) state.timer = setTimeout(() => plan(state), GATHER);
  invalidate();
}

function request(state) {
  return {version: state.version, ...(state.revision ? {revision: Number(state.revision)} : {})};
}

async function plan(state) {
  const asked = `${state.version} ${state.revision}`;
  try {
    const answer = await send('POST', ofService(state.service, '/plan'), request(state));
    if (asked === `${state.version} ${state.revision}`) Object.assign(state, {plan: answer, problem: null});
  } catch (problem) {
    state.problem = problem;
  }
  invalidate();
}

async function carryOut(state) {
  if (!state.version) return;
  Object.assign(state, {sending: true, problem: null});
  invalidate();
  try {
    const answer = await send('POST', ofService(state.service, '/release'), request(state), {key: state.key});
    announce(sentence(answer.sentence));
    closeDialog();
  } catch (problem) {
    state.problem = problem;
    if (!problem.unanswered) state.key = newKey();
  }
  state.sending = false;
  invalidate();
}

const OUTCOMES = {starts: 'It starts at once', waits: 'It waits for its turn'};

function outcome(plan) {
  if (plan.outcome === 'refused') return sentence(plan.sentence);
  return html`${OUTCOMES[plan.outcome]}, as release ${plan.release} in <code>${plan.environment}</code>.${plan.goes ? '' : ' It would not end well:'}`;
}

function planView(plan) {
  if (!plan) return nothing;
  return html`<div class="plan">
    <p class=${plan.goes ? '' : 'bad'}>${outcome(plan)}</p>
    ${plan.code ? html`<p><code>${plan.code}</code></p>` : nothing}
    ${plan.problems.map(
      problem => html`<p class=${problem.severity === 'blocking' ? 'bad' : 'warning'}><code>${problem.field}</code> ${sentence(problem.what)} ${sentence(problem.wanted)}</p>`,
    )}
    <ol class="plan-steps">${plan.steps.map(
      step => html`<li><span class="dim">+${duration(milliseconds(step.after))}</span> ${sentence(step.text)}</li>`,
    )}</ol>
    ${plan.notes.map(note => html`<p class="dim">${sentence(note)}</p>`)}
  </div>`;
}
