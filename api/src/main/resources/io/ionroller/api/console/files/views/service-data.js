// One service, kept up to date: what its owner says, its releases, its newest events, and the traffic since it is looked at.

import {onEvent} from '../core/live.js';
import {get, ofService} from '../core/net.js';
import {merged, oneAtATime} from '../core/reading.js';
import {invalidate} from '../core/render.js';
import {keepTraffic, resetTraffic} from './traffic-data.js';

const GATHER = 60;
/** Counts of requests are no events: they are asked for. */
const TRAFFIC_EVERY = 1000;
const RELEASES = 30;
const EVENTS = 50;

/** What is known of the service that is shown. */
export const current = blank('');

let session = null;
let due = null;

function blank(name) {
  return {name, view: null, releases: [], moreReleases: null, events: [], problem: null};
}

export function enterService(name) {
  leaveService();
  Object.assign(current, blank(name));
  resetTraffic();
  session = {over: new AbortController(), stop: onEvent(hear)};
  session.poll = setInterval(() => {
    if (!document.hidden && worthAsking()) readView();
  }, TRAFFIC_EVERY);
  reloadService();
}

export function leaveService() {
  session?.over.abort();
  session?.stop();
  clearInterval(session?.poll);
  clearTimeout(due);
  due = null;
  session = null;
}

/** Reads everything anew. */
export function reloadService() {
  return Promise.all([readView(), readReleases(), readEvents()]);
}

function worthAsking() {
  return current.view?.environments.some(environment => environment.traffic) ?? false;
}

function hear(event) {
  if (event.service !== current.name) return;
  current.events = merged([event], current.events).slice(0, EVENTS);
  invalidate();
  due ??= setTimeout(() => {
    due = null;
    readView();
    readReleases();
  }, GATHER);
}

async function read(path, keep) {
  const mine = session;
  if (!mine) return; // the page was left
  try {
    const answer = await get(ofService(current.name, path), {signal: mine.over.signal});
    if (mine === session) {
      keep(answer);
      current.problem = null;
    }
  } catch (failure) {
    if (mine === session && failure.status !== 0) current.problem = failure;
  }
  invalidate();
}

const readView = oneAtATime(() =>
  read('', view => {
    current.view = view;
    keepTraffic(view.environments);
  }),
);

const readReleases = oneAtATime(() =>
  read(`/releases?limit=${RELEASES}`, page => {
    current.releases = page.releases;
    current.moreReleases = page.next ?? null;
  }),
);

const readEvents = oneAtATime(() =>
  read(`/events?limit=${EVENTS}`, page => {
    current.events = merged(page.events, current.events).slice(0, EVENTS);
  }),
);

/** Shows older releases too. */
export async function readMoreReleases() {
  const page = await get(current.moreReleases);
  current.releases = [...current.releases, ...page.releases];
  current.moreReleases = page.next ?? null;
  invalidate();
}
