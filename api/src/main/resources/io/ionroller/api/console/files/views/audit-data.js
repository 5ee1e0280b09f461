// The audit log as the address asks for it: pages of the past, and with the live tail what happens now.

import {onEvent} from '../core/live.js';
import {get} from '../core/net.js';
import {merged} from '../core/reading.js';
import {invalidate} from '../core/render.js';
import {query} from '../core/router.js';

const PAGE = 100;
/** More than that is not kept in the page while it follows the log. */
const MOST_LIVE = 1000;

export const FIELDS = ['service', 'type', 'version', 'user', 'release', 'environment', 'text', 'from', 'to'];

export const log = {events: [], next: null, problem: null, reading: false, types: new Set()};

/** What was heard since the newest page was asked for. */
let heard = [];
let asked = null;
let stop = () => {};

/** What the address asks for; only fields that say something. */
export function filter() {
  const address = query();
  return Object.fromEntries(FIELDS.map(name => [name, address.get(name) ?? '']).filter(([, value]) => value));
}

/** What happens now is looked for by what is shown of it; text may be anywhere in what is stored. */
export function follows() {
  return query().get('live') !== 'no' && !query().get('to') && !query().get('text');
}

export function enterLog() {
  stop = onEvent(hear);
  readLog();
}

export function leaveLog() {
  stop();
  asked?.abort();
  Object.assign(log, {events: [], next: null, problem: null});
}

/** Reads the newest page of what is asked for. */
export async function readLog() {
  const parameters = new URLSearchParams({...filter(), limit: PAGE});
  heard = [];
  await read(`/events?${parameters}`, page => {
    log.events = merged(page.events, heard);
  });
}

export async function readOlder() {
  await read(log.next, page => {
    log.events = [...log.events, ...page.events];
  });
}

async function read(path, keep) {
  asked?.abort();
  const mine = (asked = new AbortController());
  Object.assign(log, {reading: true, problem: null});
  invalidate();
  try {
    let page = await get(path, mine);
    // A search that no index helps looks at so many events at a time, and may not have found one yet.
    while (page.events.length === 0 && page.next) page = await get(page.next, mine);
    keep(page);
    log.next = page.next ?? null;
    page.events.forEach(event => log.types.add(event.type));
  } catch (problem) {
    if (mine.signal.aborted) return;
    log.problem = problem;
  }
  log.reading = false;
  invalidate();
}

function hear(event) {
  log.types.add(event.type);
  if (!follows() || !matches(event, filter()) ) return;
  heard = [event, ...heard];
  log.events = merged([event], log.events);
  if (log.events.length > MOST_LIVE) {
    log.events.length = MOST_LIVE;
    heard.length = Math.min(heard.length, MOST_LIVE);
    log.next = `/events?${new URLSearchParams({...filter(), limit: PAGE, cursor: log.events.at(-1).offset})}`;
  }
  invalidate();
}

/** As the engine itself filters. */
function matches(event, wanted) {
  const types = wanted.type?.split(',') ?? [];
  return (
    (!wanted.service || event.service === wanted.service) &&
    (types.length === 0 || types.includes(event.type)) &&
    (!wanted.version || event.version === wanted.version) &&
    (!wanted.user || event.user === wanted.user) &&
    (!wanted.release || String(event.release) === wanted.release) &&
    (!wanted.environment || event.environment === wanted.environment) &&
    (!wanted.from || event.timestamp >= new Date(wanted.from).toISOString())
  );
}
