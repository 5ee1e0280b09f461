// Events, newest first; each opens to all that is stored of it.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {repeat} from '../lib/lit-html/directives/repeat.js';
import {sentence} from '../core/format.js';
import {invalidate} from '../core/render.js';
import {words} from './badge.js';
import {jsonView} from './json-view.js';
import {at} from './when.js';

const opened = new Set();

/** Which events are trouble, which are an end, which were asked for by a person. */
const BAD = /failed|failing|lost|drift-found|rolled-back|rollback-started|aborted/;
const GOOD = /completed|verified|replaced|recovered|drift-ended/;

/**
 * @param events as GET /events has them
 * @param facts answers the view of what the event is about; absent where its type and person are enough
 */
export function eventList(events, facts = typeAndPerson) {
  return html`<ol class="events">${repeat(events, event => event.offset, event => entry(event, facts))}</ol>`;
}

function entry(event, facts) {
  const open = opened.has(event.offset);
  return html`<li class="event ${BAD.test(event.type) ? 'bad' : GOOD.test(event.type) ? 'good' : ''}">
    <span class="event-time">${at(event.timestamp)}</span>
    <span class="event-what">
      <button class="event-message" aria-expanded=${String(open)} @click=${() => toggle(event.offset)}>${sentence(event.message)}</button>
      <span class="event-facts dim">${facts(event)}</span>
      ${open ? jsonView(event) : nothing}
    </span>
  </li>`;
}

function typeAndPerson(event) {
  return html`<span>${words(event.type)}</span> ${event.user === 'engine' ? nothing : html`by ${event.user}`}`;
}

function toggle(offset) {
  if (!opened.delete(offset)) opened.add(offset);
  invalidate();
}
