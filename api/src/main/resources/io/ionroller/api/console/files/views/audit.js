// Who did what, when and why.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {live} from '../lib/lit-html/directives/live.js';
import {shortcut} from '../core/keys.js';
import {preference} from '../core/preferences.js';
import {addressOf, setQuery} from '../core/router.js';
import {words} from '../parts/badge.js';
import {eventList} from '../parts/event-list.js';
import {problemView} from '../parts/problem.js';
import {enterLog, filter, follows, leaveLog, log, readLog, readOlder} from './audit-data.js';

const GATHER = 300;

let forget = () => {};
let timer = null;

export const audit = {
  title: () => 'Audit',
  enter() {
    enterLog();
    forget = shortcut('/', () => document.querySelector('#audit-service')?.select());
  },
  leave() {
    forget();
    leaveLog();
  },
  reload: readLog,
  view,
};

const INPUTS = [
  {name: 'service', text: 'Service'},
  {name: 'type', text: 'Type', list: 'event-types'},
  {name: 'user', text: 'Person'},
  {name: 'version', text: 'Version'},
  {name: 'release', text: 'Release', mode: 'numeric'},
];

function view() {
  const wanted = filter();
  return html`<div class="audit-head">
      <h1>Audit</h1>
      <label class="check"><input type="checkbox" .checked=${live(follows())} @change=${event => setQuery({live: event.target.checked ? '' : 'no'})}> Live</label>
    </div>
    <form class="audit-filter" role="search" aria-label="Filter events" @submit=${event => event.preventDefault()}>
      ${INPUTS.map(field => textField(field, wanted))}
      ${timeField('from', 'From', wanted)} ${timeField('to', 'Before', wanted)}
      ${Object.keys(wanted).length > 0 ? html`<button type="button" class="quiet" @click=${clear}>Clear</button>` : nothing}
    </form>
    <datalist id="event-types">${[...log.types].sort().map(type => html`<option value=${type}></option>`)}</datalist>
    ${problemView(log.problem)}
    ${log.events.length > 0 ? eventList(log.events, facts) : log.reading ? html`<p class="dim">Reading…</p>` : html`<p class="dim">No event matches.</p>`}
    ${log.next && log.events.length > 0 ? html`<p><button @click=${readOlder} ?disabled=${log.reading}>Older events</button></p>` : nothing}`;
}

function textField({name, text, list, mode}, wanted) {
  return html`<label>${text} <input id=${`audit-${name}`} list=${list ?? nothing} inputmode=${mode ?? nothing} spellcheck="false" autocomplete="off"
    .value=${live(wanted[name] ?? '')} @input=${event => ask({[name]: event.target.value.trim()}, GATHER)}></label>`;
}

function timeField(name, text, wanted) {
  return html`<label>${text} <input id=${`audit-${name}`} type="datetime-local" step="1"
    .value=${live(wanted[name] ? written(wanted[name]) : '')} @change=${event => ask({[name]: read(event.target.value)}, 0)}></label>`;
}

/** Service, release and person of an event; a click filters by it. */
function facts(event) {
  return html`${by('type', event.type, words(event.type))} ${by('service', event.service)} ${event.release ? by('release', event.release, `release ${event.release}`) : nothing}
    ${event.version ? by('version', event.version) : nothing} ${by('user', event.user, `by ${event.user}`)}
    <a class="fact" href=${addressOf.service(event.service)}>open</a>`;
}

function by(name, value, text = value) {
  return html`<button class="fact" title=${`Only ${name} ${value}`} @click=${() => ask({[name]: String(value)}, 0)}>${text}</button>`;
}

function ask(change, delay) {
  setQuery(change);
  clearTimeout(timer);
  timer = setTimeout(readLog, delay);
}

function clear() {
  ask(Object.fromEntries(Object.keys(filter()).map(name => [name, ''])), 0);
}

/** The field knows no zone: it is the one that times are shown in. */
function read(text) {
  if (!text) return '';
  return new Date(preference('zone') === 'utc' ? `${text}Z` : text).toISOString();
}

function written(instant) {
  const date = new Date(instant);
  const shifted = preference('zone') === 'utc' ? date : new Date(date - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}
