// All services, kept up to date: read once page by page, then only those that something happened to.

import {onEvent} from '../core/live.js';
import {get} from '../core/net.js';
import {invalidate} from '../core/render.js';

const PAGE = 1000;
/** More than a screen has. */
const GLANCE = 100;
/** Changes within this time are read together. */
const GATHER = 150;
/** An address may have 2048 characters. */
const LONGEST_NAMES = 1500;

/** version changes with every change, so that what is derived from the lines can be kept. */
export const services = {lines: new Map(), loaded: false, problem: null, version: 0};

const changed = new Set();
let reading = null;
let timer = null;

onEvent(event => {
  if (!services.loaded && !reading) return; // the fleet was never looked at
  changed.add(event.service);
  timer ??= setTimeout(refresh, GATHER);
});

/** The first rows, to be seen while the page still begins; what was not heard of since is read anew by loadServices. */
export async function glanceAtServices() {
  try {
    const page = await get(`/services?limit=${GLANCE}`);
    if (services.lines.size === 0) replace(new Map(page.services.map(line => [line.name, line])));
  } catch {
    // loadServices says what is the matter
  }
}

/** Reads everything; the first page is shown while the rest follows. */
export async function loadServices() {
  reading?.abort();
  const mine = (reading = new AbortController());
  const found = new Map();
  try {
    let next = `/services?limit=${PAGE}`;
    while (next) {
      const page = await get(next, {signal: mine.signal});
      for (const line of page.services) found.set(line.name, line);
      if (services.lines.size < found.size) replace(found);
      next = page.next;
    }
    replace(found);
    Object.assign(services, {loaded: true, problem: null});
  } catch (failure) {
    if (!mine.signal.aborted) services.problem = failure;
  } finally {
    if (reading === mine) reading = null;
    invalidate();
  }
}

function replace(found) {
  services.lines = new Map(found);
  touched();
}

function touched() {
  services.version++;
  invalidate();
}

async function refresh() {
  const names = take();
  try {
    const page = await get(`/services?name=${names.join(',')}`);
    for (const line of page.services) services.lines.set(line.name, line);
    touched();
  } catch {
    names.forEach(name => changed.add(name)); // the connection tells the person
  }
  timer = changed.size > 0 ? setTimeout(refresh, GATHER) : null;
}

function take() {
  const names = [];
  let length = 0;
  for (const name of changed) {
    if (length + name.length > LONGEST_NAMES) break;
    names.push(name);
    length += name.length + 1;
    changed.delete(name);
  }
  return names;
}
