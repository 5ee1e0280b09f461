// The configuration: every revision, and what changed between two of them.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {onEvent} from '../core/live.js';
import {get, ofService} from '../core/net.js';
import {oneAtATime} from '../core/reading.js';
import {invalidate} from '../core/render.js';
import {diffView} from '../parts/diff.js';
import {problemView} from '../parts/problem.js';
import {since} from '../parts/when.js';

const MOST = 100;

let state = blank('');

function blank(service) {
  return {service, revisions: [], shown: null, compared: null, problem: null};
}

export function enterConfiguration(service) {
  state = blank(service);
  read();
}

onEvent(event => {
  if (event.service === state.service && event.type.startsWith('configuration-')) read();
});

const read = oneAtATime(async () => {
  const mine = state;
  try {
    mine.revisions = (await get(ofService(mine.service, `/configs?limit=${MOST}`))).configs;
    mine.problem = null;
  } catch (problem) {
    if (problem.status !== 0) mine.problem = problem;
  }
  invalidate();
});

export function configuration(view) {
  const shown = state.revisions.find(one => one.revision === (state.shown ?? view.revision)) ?? state.revisions[0];
  const compared = state.revisions.find(one => one.revision === state.compared);
  return html`<section class="panel" aria-labelledby="configuration-title">
    <header><h2 id="configuration-title">Configuration</h2>${shown ? choices(shown) : nothing}</header>
    ${problemView(state.problem)}
    ${shown ? html`<p class="dim">Revision ${shown.revision}, put ${since(shown.timestamp)} by ${shown.user}</p>` : nothing}
    ${shown ? (compared ? diffView(text(compared), text(shown)) : html`<pre class="document" tabindex="0" aria-label="Configuration">${text(shown)}</pre>`) : nothing}
  </section>`;
}

function choices(shown) {
  const others = state.revisions.filter(one => one.revision !== shown.revision);
  return html`<span class="choices">
    <label>Revision <select @change=${event => choose({shown: Number(event.target.value)})}>${state.revisions.map(
      one => html`<option value=${one.revision} ?selected=${one.revision === shown.revision}>${one.revision}</option>`,
    )}</select></label>
    ${others.length > 0
      ? html`<label>compared with <select @change=${event => choose({compared: Number(event.target.value) || null})}>
          <option value="">nothing</option>${others.map(
            one => html`<option value=${one.revision} ?selected=${one.revision === state.compared}>${one.revision}</option>`,
          )}</select></label>`
      : nothing}
  </span>`;
}

function choose(change) {
  Object.assign(state, change);
  if (state.compared === state.shown) state.compared = null;
  invalidate();
}

function text(revision) {
  return JSON.stringify(revision.configuration, null, 2);
}
