// All services at one glance.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {live} from '../lib/lit-html/directives/live.js';
import {count, plural} from '../core/format.js';
import {shortcut} from '../core/keys.js';
import {connection} from '../core/live.js';
import {setQuery} from '../core/router.js';
import {problemView} from '../parts/problem.js';
import {glanceAtServices, loadServices, services} from './fleet-data.js';
import {asked, FILTERS, ORDERS, selected} from './fleet-filter.js';
import {moveTo, rows} from './fleet-rows.js';
import {openNewService} from './new-service.js';

const undo = [];

export const fleet = {
  title: () => 'Fleet',
  glance: glanceAtServices,
  enter() {
    if (connection.status !== 'connecting') loadServices();
    undo.push(shortcut('/', focusSearch), shortcut('ArrowDown', () => moveTo(0)));
  },
  leave() {
    undo.splice(0).forEach(forget => forget());
  },
  reload: loadServices,
  view,
};

function focusSearch() {
  document.querySelector('#search')?.select();
}

function view() {
  const {lines, counts} = selected();
  const {text, show} = asked();
  return html`<div class="fleet-head">
      <h1>Fleet <span class="dim count">${plural(services.lines.size, 'service')}</span></h1>
      <input id="search" type="search" placeholder="Search name, version, phase, person" aria-label="Search services" aria-keyshortcuts="/"
        .value=${live(text)} @input=${event => setQuery({q: event.target.value})} @keydown=${leaveSearch}>
      <div class="filters" role="group" aria-label="Show">${Object.entries(FILTERS).map(
        ([name, filter]) => html`<button class="chip" aria-pressed=${String(show === name)}
          @click=${() => setQuery({show: name === 'all' ? '' : name})}>${filter.text} <b>${count(counts[name] ?? 0)}</b></button>`,
      )}</div>
      <button class="new" @click=${openNewService}>New service…</button>
    </div>
    ${problemView(services.problem)}
    <div class="fleet-table" role="table" aria-label="Services" aria-rowcount=${lines.length + 1}>
      <div class="fleet-row heading" role="row" aria-rowindex="1">${headings()}</div>
      ${lines.length > 0 ? rows(lines) : empty()}
    </div>`;
}

function headings() {
  const {order, descending} = asked();
  const columns = [['name'], ['version'], ['rollout'], [null, 'Traffic'], ['health'], ['changed'], ['who']];
  return columns.map(([name, text]) => {
    if (name === null) return html`<span role="columnheader">${text}</span>`;
    const here = order === name;
    const sort = here ? (descending ? 'descending' : 'ascending') : 'none';
    return html`<span role="columnheader" class=${name} aria-sort=${sort}>
      <button class="sort" @click=${() => sortBy(name, here && !descending)}>${ORDERS[name].text}${here ? (descending ? ' ↓' : ' ↑') : nothing}</button>
    </span>`;
  });
}

function sortBy(name, descending) {
  setQuery({sort: name === 'name' && !descending ? '' : (descending ? '-' : '') + name});
}

function empty() {
  if (!services.loaded && !services.problem) return html`<p class="empty dim">Reading services…</p>`;
  return services.lines.size === 0
    ? html`<div class="empty"><p>There are no services yet.</p>
        <p class="dim">A service begins with its configuration: <button class="link" @click=${openNewService}>write one here</button>,
        or <code>ionroller config set NAME FILE</code>.</p></div>`
    : html`<p class="empty dim">No service matches. <button class="link" @click=${() => setQuery({q: '', show: ''})}>Show all</button></p>`;
}

function leaveSearch(event) {
  if (event.key === 'Escape') {
    if (event.target.value) setQuery({q: ''});
    else event.target.blur();
    event.preventDefault();
  }
  if (event.key === 'ArrowDown' || event.key === 'Enter') {
    event.preventDefault();
    moveTo(0);
  }
}
