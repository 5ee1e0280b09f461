// A service as it was at some moment: by a slider, event by event, or at a time that is typed in.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {live} from '../lib/lit-html/directives/live.js';
import {fullTime, plural, sentence, time} from '../core/format.js';
import {addressOf} from '../core/router.js';
import {badge} from '../parts/badge.js';
import {eventList} from '../parts/event-list.js';
import {problemView} from '../parts/problem.js';
import {timeField} from '../parts/time-field.js';
import {enterPast, goTo, leavePast, moment, past, readPast, toEventAfter, toEventBefore} from './past-data.js';

const GATHER = 150;
let timer = null;

export const pastPage = {
  title: name => `${name}, as it was`,
  enter: enterPast,
  leave() {
    clearTimeout(timer);
    leavePast();
  },
  reload: readPast,
  view,
};

function view(name) {
  return html`<nav class="crumbs" aria-label="Where this is"><a href=${addressOf.service(name)}>${name}</a> <span aria-hidden="true">/</span></nav>
    <h1>${name}, as it was</h1>
    ${chooser()}
    ${problemView(past.problem)}
    ${past.view ? body(past.view) : past.problem ? nothing : html`<p class="dim">Reading…</p>`}`;
}

function chooser() {
  const at = moment();
  return html`<div class="moment" role="group" aria-label="Moment">
    <button aria-label="The event before" @click=${toEventBefore}>‹ Event</button>
    ${slider(at)}
    <button aria-label="The event after" aria-disabled=${at ? nothing : 'true'} @click=${toEventAfter}>Event ›</button>
    ${timeField('past-at', 'At', at, goTo)}
    <button class="quiet" @click=${() => goTo('')}>Now</button>
  </div>`;
}

/** From the first event to now; the browser leaves off what is less than a millisecond. */
function slider(at) {
  const now = Date.now();
  const first = past.first ? Date.parse(past.first) + 1 : now;
  return html`<input type="range" aria-label="Moment, from the first event to now" aria-valuetext=${at ? fullTime(at) : 'now'}
    min="0" max="1000" ?disabled=${!past.first} .value=${live(place(at, first, now))} @input=${event => slideTo(first, now, Number(event.target.value))}>`;
}

function place(at, first, now) {
  const length = Math.max(1, now - first);
  return String(at ? Math.round((1000 * (Date.parse(at) - first)) / length) : 1000);
}

function slideTo(first, now, value) {
  clearTimeout(timer);
  timer = setTimeout(() => goTo(value === 1000 ? '' : new Date(first + ((now - first) * value) / 1000).toISOString()), GATHER);
}

function body(shown) {
  const at = moment();
  return html`<p class="sentence marked">${at ? html`<time datetime=${at}>${fullTime(at)}</time>` : 'Now'}: ${sentence(shown.sentence)}</p>
    <div class="columns"><div class="column">${rollout(shown)} ${environments(shown)}</div>
      <aside class="column" aria-label="Event"><section class="panel"><header><h2>The newest event then</h2></header>
        ${past.event ? eventList([past.event]) : html`<p class="dim">None.</p>`}</section></aside></div>`;
}

function rollout({rollout: going, future, drift}) {
  return html`<section class="panel" aria-labelledby="past-rollout"><header><h2 id="past-rollout">Rollout</h2></header>
    ${going ? html`<p>${badge(going.phase)} Release ${going.release} of <code>${going.version}</code>, revision ${going.revision}${due(going)}</p>
      <p class="dim">${going.steps.map(step => step.weight ?? `pause ${step.pause}`).join(' → ')}</p>` : html`<p class="dim">None in flight.</p>`}
    ${future ? html`<p>Release ${future.release} of <code>${future.version}</code> waited for its turn.</p>` : nothing}
    ${drift ? html`<p class="reason">Traffic was found as nobody intended: ${Object.entries(drift).map(pair => pair.join(' ')).join(', ')}</p>` : nothing}
  </section>`;
}

function due({until, deadline}) {
  if (until) return `, going on at ${time(until)}`;
  return deadline ? `, to be over at ${time(deadline)}` : '';
}

function environments(shown) {
  return html`<section class="panel" aria-labelledby="past-environments"><header><h2 id="past-environments">Environments</h2></header>
    ${shown.environments.length === 0 ? html`<p class="dim">None existed.</p>` : html`<div class="table-scroll" tabindex="0" role="region" aria-labelledby="past-environments">
      <table><thead><tr><th>Version</th><th>Environment</th><th>Intended</th><th>Observed</th><th>Health</th><th>State</th></tr></thead>
      <tbody>${[...shown.environments].reverse().map(row)}</tbody></table></div>`}
  </section>`;
}

function row(one) {
  const health = one.required === 0 ? one.health : `${one.healthy} of ${plural(one.required, 'instance')} healthy`;
  return html`<tr><td><code>${one.version}</code> ${badge(one.role)}</td><td>${one.id}</td><td>${one.intended_weight}</td><td>${one.observed_weight}</td>
    <td>${health}</td><td>${one.lifecycle}</td></tr>`;
}
