// A service as the engine knew it at some moment, which the address names.

import {get, ofService} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {query, setQuery} from '../core/router.js';

/** Events of one decision have one time; there are never more of them. */
const TOGETHER = 50;

/** first is the time of the first event of all, event the newest one up to the moment. */
export const past = blank('');

let asked = null;

function blank(name) {
  return {name, first: null, view: null, event: null, problem: null};
}

/** What the address asks for; empty for now. */
export function moment() {
  return query().get('at') ?? '';
}

export async function enterPast(name) {
  Object.assign(past, blank(name));
  await Promise.all([readPast(), readFirst(name)]);
}

export function leavePast() {
  asked?.abort();
  Object.assign(past, blank(''));
}

export function goTo(instant) {
  setQuery({at: instant});
  return readPast();
}

/** Reads the state at the moment, and the event that it came with. */
export async function readPast() {
  asked?.abort();
  const mine = (asked = new AbortController());
  const at = moment();
  try {
    const [view, events] = await Promise.all([
      get(ofService(past.name, at ? `?at=${encodeURIComponent(at)}` : ''), mine),
      get(eventsOf({order: 'newest', limit: TOGETHER, ...(at ? {to: justAfter(at)} : {})}), mine),
    ]);
    Object.assign(past, {view, event: events.events.find(event => !at || exact(event.timestamp) <= exact(at)) ?? null, problem: null});
  } catch (problem) {
    if (mine.signal.aborted) return;
    Object.assign(past, {view: null, event: null, problem});
  }
  invalidate();
}

async function readFirst(name) {
  try {
    const page = await get(eventsOf({order: 'oldest', limit: 1}));
    if (past.name === name) past.first = page.events[0]?.timestamp ?? null;
  } catch {
    // The state says what is wrong; only the slider is missing.
  }
  invalidate();
}

export async function toEventBefore() {
  const here = past.event?.timestamp;
  if (here) await toFirst(await get(eventsOf({order: 'newest', limit: 1, to: here})), () => true);
}

export async function toEventAfter() {
  const here = moment();
  if (here) await toFirst(await get(eventsOf({order: 'oldest', limit: TOGETHER, from: here})), event => exact(event.timestamp) > exact(here));
}

async function toFirst(page, wanted) {
  const found = page.events.find(wanted);
  if (found) await goTo(found.timestamp);
}

function eventsOf(parameters) {
  return ofService(past.name, `/events?${new URLSearchParams(parameters)}`);
}

/** A whole millisecond later, which is as exactly as a browser knows times. */
function justAfter(instant) {
  return new Date(Date.parse(instant) + 1).toISOString();
}

/** All digits of an instant, so that texts compare as times do. */
function exact(instant) {
  const [seconds, fraction = ''] = instant.replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}
