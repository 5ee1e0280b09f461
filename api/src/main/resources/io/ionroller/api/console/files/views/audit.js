// Who did what, when and why.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {live} from '../lib/lit-html/directives/live.js';
import {shortcut} from '../core/keys.js';
import {addressOf, setQuery} from '../core/router.js';
import {words} from '../parts/badge.js';
import {eventList} from '../parts/event-list.js';
import {problemView} from '../parts/problem.js';
import {timeField} from '../parts/time-field.js';
import {enterLog, filter, follows, leaveLog, log, readLog, readOlder} from './audit-data.js';
import {leaveVerification, verification, verifyButton} from './verification.js';

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
    leaveVerification();
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
  {name: 'environment', text: 'Environment'},
  {name: 'text', text: 'Text'},
];

function view() {
  const wanted = filter();
  return html`<div class="audit-head">
      <h1>Audit</h1>
      <label class="check"><input type="checkbox" .checked=${live(follows())} @change=${event => setQuery({live: event.target.checked ? '' : 'no'})}> Live</label>
      <span class="audit-proof">${verifyButton(wanted.service ?? '')} Export ${download('csv', wanted)} ${download('ndjson', wanted)}</span>
    </div>
    ${verification()}
    <form class="audit-filter" role="search" aria-label="Filter events" @submit=${event => event.preventDefault()}>
      ${INPUTS.map(field => textField(field, wanted))}
      ${timeField('audit-from', 'From', wanted.from, from => ask({from}, 0))} ${timeField('audit-to', 'Before', wanted.to, to => ask({to}, 0))}
      ${Object.keys(wanted).length > 0 ? html`<button type="button" class="quiet" @click=${clear}>Clear</button>` : nothing}
    </form>
    <datalist id="event-types">${[...log.types].sort().map(type => html`<option value=${type}></option>`)}</datalist>
    ${problemView(log.problem)}
    ${log.events.length > 0 ? eventList(log.events, facts) : log.reading ? html`<p class="dim">Reading…</p>` : html`<p class="dim">No event matches.</p>`}
    ${log.next ? html`<p><button @click=${readOlder} ?disabled=${log.reading}>Older events</button></p>` : nothing}`;
}

function textField({name, text, list, mode}, wanted) {
  return html`<label>${text} <input id=${`audit-${name}`} list=${list ?? nothing} inputmode=${mode ?? nothing} spellcheck="false" autocomplete="off"
    .value=${live(wanted[name] ?? '')} @input=${event => ask({[name]: event.target.value.trim()}, GATHER)}></label>`;
}

/** Service, release and person of an event; a click filters by it. */
function facts(event) {
  return html`${by('type', event.type, words(event.type))} ${by('service', event.service)} ${event.release ? by('release', event.release, `release ${event.release}`) : nothing}
    ${event.version ? by('version', event.version) : nothing} ${by('user', event.user, `by ${event.user}`)}
    ${event.service === 'access' ? nothing : html`<a class="fact" href=${addressOf.service(event.service)}>open</a>
      <a class="fact" href=${addressOf.past(event.service, event.timestamp)} title="How the service stood after this event">then</a>`}`;
}

/** All that the filter lets through, as a file that the browser stores. */
function download(format, wanted) {
  return html`<a download href=${`/events/export?${new URLSearchParams({...wanted, format})}`}>${format.toUpperCase()}</a>`;
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
