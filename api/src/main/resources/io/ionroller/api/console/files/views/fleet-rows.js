// The rows of the fleet that can be seen; of 5,000 services some thirty are in the page.

import {html} from '../lib/lit-html/lit-html.js';
import {repeat} from '../lib/lit-html/directives/repeat.js';
import {invalidate} from '../core/render.js';
import {addressOf} from '../core/router.js';
import {badge} from '../parts/badge.js';
import {age} from '../parts/when.js';
import {phaseBar, phaseText} from '../parts/phase-bar.js';
import {weights} from '../parts/weights.js';
import {health, selected} from './fleet-filter.js';

const SPARE = 6;
const narrow = matchMedia('(max-width: 760px)');
narrow.addEventListener('change', invalidate);

let top = 0;
let height = 800;
let cursor = 0;

/** Heights are fixed, and the same in fleet.css. */
function rowHeight() {
  return narrow.matches ? 84 : 44;
}

const observer = new ResizeObserver(entries => {
  height = entries[0].contentRect.height;
  invalidate();
});

export function rows(lines) {
  queueMicrotask(watchSize);
  const each = rowHeight();
  const first = Math.max(0, Math.floor(top / each) - SPARE);
  const last = Math.min(lines.length, Math.ceil((top + height) / each) + SPARE);
  cursor = Math.min(cursor, lines.length - 1);
  return html`<div class="fleet-scroll" role="rowgroup" @scroll=${scrolled} @keydown=${key}>
    <div role="presentation" .style=${`height:${first * each}px`}></div>
    ${repeat(lines.slice(first, last), line => line.name, (line, index) => row(line, first + index))}
    <div role="presentation" .style=${`height:${(lines.length - last) * each}px`}></div>
  </div>`;
}

let watched = null;

function watchSize() {
  const scroll = document.querySelector('.fleet-scroll');
  if (scroll && scroll !== watched) {
    if (watched) observer.unobserve(watched);
    watched = scroll;
    observer.observe(scroll);
    scroll.scrollTop = top;
  }
}

function scrolled(event) {
  top = event.target.scrollTop;
  invalidate();
}

function row(line, index) {
  const {healthy, required, good} = health(line);
  const version = line.current?.version;
  return html`<div class="fleet-row" role="row" aria-rowindex=${index + 2}>
    <span role="cell" class="name"><a href=${addressOf.service(line.name)} tabindex=${index === cursor ? 0 : -1}
      data-index=${index} @focus=${() => (cursor = index)}>${line.name}</a></span>
    <span role="cell" class="version">${version ? html`<code>${version}</code>` : html`<span class="dim">–</span>`}</span>
    <span role="cell" class="rollout">${line.next ? rollout(line) : ending(line)}</span>
    <span role="cell" class="traffic">${weights(line.environments)}</span>
    <span role="cell" class="health ${required === 0 ? 'dim' : good ? 'good' : 'bad'}">${
      required === 0 ? '–' : html`<i aria-hidden="true"></i>${healthy}/${required}`
    }</span>
    <span role="cell" class="changed dim">${age(line.changed_at)}</span>
    <span role="cell" class="who dim">${line.requested_by ?? '–'}</span>
  </div>`;
}

function rollout(line) {
  return html`${phaseBar(line.next.phase, line.rollout)}
    <span class="phase"><code>${line.next.version}</code> ${phaseText(line.next.phase, line.rollout)}</span>`;
}

/** A release that was taken back is worth a look until the next one. */
function ending({last}) {
  return last && last.phase !== 'completed'
    ? html`<span class="phase ended"><code>${last.version}</code> ${badge(last.phase)}</span>`
    : html`<span class="dim none">–</span>`;
}

const STEPS = {ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity};

function key(event) {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (event.key === 'ArrowUp' && cursor === 0) document.querySelector('#search')?.focus();
  else moveTo(cursor + step);
}

/** Moves the cursor to a row and shows it. */
export function moveTo(index) {
  const lines = selected().lines;
  if (lines.length === 0) return;
  cursor = Math.max(0, Math.min(lines.length - 1, index));
  const scroll = document.querySelector('.fleet-scroll');
  const each = rowHeight();
  if (cursor * each < scroll.scrollTop) scroll.scrollTop = cursor * each;
  if ((cursor + 1) * each > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = (cursor + 1) * each - scroll.clientHeight;
  top = scroll.scrollTop;
  invalidate();
  // A row that is far away is there only when it was drawn.
  if (!focusCursor()) requestAnimationFrame(() => requestAnimationFrame(focusCursor));
}

function focusCursor() {
  const link = document.querySelector(`[data-index="${cursor}"]`);
  link?.focus({preventScroll: true});
  return link !== null;
}
