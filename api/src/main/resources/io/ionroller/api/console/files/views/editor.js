// Edits a configuration as JSON. The engine itself checks it while it is typed.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {plural, sentence} from '../core/format.js';
import {get, newKey, ofService, send} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {addressOf, go} from '../core/router.js';
import {announce} from '../parts/announce.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {problemView, violations} from '../parts/problem.js';

const GATHER = 300;

/** @param example what to begin with; absent for the configuration in force */
export async function openEditor(service, example) {
  const state = {service, text: '', stored: '', verdict: null, problem: null, sending: false, key: newKey(), timer: null, isNew: Boolean(example)};
  openDialog({
    title: `Configuration of ${service}`,
    wide: true,
    submit: () => keep(state),
    body: () => body(state),
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button>
      <button class="primary" ?disabled=${state.sending || !state.verdict?.good || state.text === state.stored}>${state.sending ? 'Asking…' : 'Store'}</button>`,
  });
  try {
    const found = example ?? (await get(ofService(service, '/config'))).configuration;
    state.text = JSON.stringify(found, null, 2);
    state.stored = example ? '' : state.text;
    check(state);
  } catch (problem) {
    state.problem = problem;
  }
  invalidate();
}

function body(state) {
  return html`<label class="editor-label" for="editor">The whole document; what is left out gets its standard value.</label>
    <textarea id="editor" class="editor" data-first spellcheck="false" autocapitalize="off" aria-describedby="verdict"
      .value=${state.text} @input=${event => typed(state, event.target.value)} @keydown=${event => indent(state, event)}></textarea>
    <div id="verdict" class="verdict" aria-live="polite">${verdict(state)} ${problemView(state.problem)}</div>`;
}

function verdict({verdict: found}) {
  if (!found) return html`<p class="dim">Checking…</p>`;
  if (found.good) return html`<p class="good-text">✓ ${sentence(found.sentence)}</p>`;
  if (!found.violations?.length) return html`<p class="bad">${sentence(found.sentence)}</p>`;
  return html`<p class="bad">${plural(found.violations.length, 'field')} to mend</p>
    ${violations(found.violations)}`;
}

function typed(state, text) {
  Object.assign(state, {text, verdict: null, problem: null});
  clearTimeout(state.timer);
  state.timer = setTimeout(() => check(state), GATHER);
  invalidate();
}

async function check(state) {
  const text = state.text;
  let found;
  try {
    JSON.parse(text);
    const answer = await send('PUT', ofService(state.service, '/config?dry_run=true'), text);
    found = {good: true, sentence: `It can be stored: ${answer.sentence}`};
  } catch (failure) {
    found = {good: false, sentence: failure.message, violations: failure.violations};
  }
  if (text === state.text) state.verdict = found;
  invalidate();
}

async function keep(state) {
  Object.assign(state, {sending: true, problem: null});
  invalidate();
  try {
    const answer = await send('PUT', ofService(state.service, '/config'), state.text, {key: state.key});
    announce(sentence(answer.sentence));
    closeDialog();
    if (state.isNew) go(addressOf.service(state.service));
  } catch (problem) {
    state.problem = problem;
    if (!problem.unanswered) state.key = newKey();
  }
  state.sending = false;
  invalidate();
}

/** Tab indents; Escape first, so that the keyboard can leave the field: then Tab goes on as everywhere. */
function indent(state, event) {
  if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  const field = event.target;
  if (field.selectionStart === field.selectionEnd && field.selectionStart === field.value.length) return nothing;
  event.preventDefault();
  field.setRangeText('  ', field.selectionStart, field.selectionEnd, 'end');
  typed(state, field.value);
}
