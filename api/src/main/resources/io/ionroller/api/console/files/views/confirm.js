// Asks before something is done: what would happen, as the engine decides it now, and then its answer.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {sentence} from '../core/format.js';
import {newKey, send} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {announce} from '../parts/announce.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {problemView} from '../parts/problem.js';

/**
 * @param action title, verb, danger; path and body of the request; consequence(answer) for the view of what would happen
 */
export function confirm(action) {
  const state = {key: newKey(), answer: null, problem: null, sending: false};
  ask(action, state);
  openDialog({
    title: action.title,
    submit: () => carryOut(action, state),
    body: () => html`<div class="consequence" aria-live="polite">
      ${state.answer ? action.consequence(state.answer) : state.problem ? nothing : html`<p class="dim">Asking what it would do…</p>`}
      ${problemView(state.problem)}</div>`,
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button>
      <button data-first class=${action.danger ? 'primary danger' : 'primary'} ?disabled=${state.sending}>${
        state.sending ? 'Asking…' : state.problem?.unanswered ? 'Try again' : action.verb
      }</button>`,
  });
}

async function ask(action, state) {
  try {
    state.answer = await send('POST', `${action.path}?dry_run=true`, action.body);
  } catch (problem) {
    state.problem = problem;
  }
  invalidate();
}

async function carryOut(action, state) {
  Object.assign(state, {sending: true, problem: null});
  invalidate();
  try {
    const answer = await send('POST', action.path, action.body, {key: state.key});
    announce(sentence(answer.sentence));
    closeDialog();
  } catch (problem) {
    state.problem = problem;
    // A refusal is remembered under its key; without an answer the same key makes sure that it is done once.
    if (!problem.unanswered) state.key = newKey();
  }
  state.sending = false;
  invalidate();
}
