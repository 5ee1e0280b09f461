// The frame of every page: where one is, how the connection stands, and what one has chosen.

import {html, nothing, render} from '../lib/lit-html/lit-html.js';
import {connection} from '../core/live.js';
import {duration, time} from '../core/format.js';
import {isDark, prefer, preference} from '../core/preferences.js';
import {addressOf, go, place} from '../core/router.js';
import {session} from '../core/session.js';
import {shortcut} from '../core/keys.js';
import {announcements} from '../parts/announce.js';
import {dialogs} from '../parts/dialog.js';
import {accountButton} from './account.js';
import {openHelp} from './help.js';

const LINKS = [
  {page: 'fleet', text: 'Fleet', address: addressOf.fleet()},
  {page: 'audit', text: 'Audit', address: addressOf.audit()},
];

/** @param page one of pages.js; none before the first is known */
export function drawShell(page) {
  document.documentElement.dataset.stale = connection.status === 'lost' ? 'yes' : 'no';
  const {name} = place();
  render(
    html`<a class="skip" href="#main">Skip to content</a>
      <header class="top">
        <a class="brand" href=${addressOf.fleet()} aria-label="ION-Roller, all services"><span class="mark" aria-hidden="true"></span>ION-Roller</a>
        ${session.status !== 'out' ? html`<nav aria-label="Pages">${LINKS.map(link)}</nav> ${status()}` : nothing}
        <div class="choices">${choices()}</div>
      </header>
      ${staleBanner()}
      <main id="main" tabindex="-1" class=${place().page}>${page?.view(name) ?? nothing}</main>
      ${announcements()} ${dialogs()}`,
    document.body,
  );
}

function link({page, text, address}) {
  const here = place().page === page || (page === 'fleet' && ['service', 'past'].includes(place().page));
  return html`<a href=${address} aria-current=${here ? 'page' : nothing}>${text}</a>`;
}

const STATUS = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Not connected',
  resting: 'Resting',
};

function status() {
  return html`<span class="status ${connection.status}" role="status">${STATUS[connection.status]}</span>`;
}

function staleBanner() {
  if (connection.status !== 'lost') return nothing;
  const lostAt = connection.lostAt;
  return html`<div class="stale" role="alert">
    The engine does not answer${lostAt ? html` since <b>${time(lostAt)}</b> (${duration(Math.floor((Date.now() - lostAt) / 1000) * 1000)})` : ''}.
    What you see is as old as that. Trying again.
  </div>`;
}

function choices() {
  const utc = preference('zone') === 'utc';
  return html`
    <button class="quiet" aria-pressed=${String(utc)} title="Times in UTC or in the time of this machine"
      @click=${() => prefer('zone', utc ? 'local' : 'utc')}>${utc ? 'UTC' : 'Local'}</button>
    <button class="quiet icon" aria-label=${isDark() ? 'Light colours' : 'Dark colours'} title=${isDark() ? 'Light colours' : 'Dark colours'}
      @click=${() => prefer('theme', isDark() ? 'light' : 'dark')}>${isDark() ? '☀' : '☾'}</button>
    ${session.status !== 'out' ? accountButton() : nothing}
    <button class="quiet icon" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" @click=${openHelp}>?</button>`;
}

shortcut('?', openHelp);
shortcut('g f', () => go(addressOf.fleet()));
shortcut('g a', () => go(addressOf.audit()));
