// The feed of events: one stream per tab, which goes on where it broke off.

import {messages} from './messages.js';
import {open, Problem} from './net.js';
import {invalidate} from './render.js';

/** The feed says at least every 15 s that it is alive; after this silence it is taken for dead. */
const LONGEST_SILENCE = 35_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
/** A hidden tab gives its connection back after a while: a browser has few of them for one address. */
const HIDDEN_LIMIT = 5_000;
/** After that everything is read anew, which is quicker than all that happened. */
const RESUME_LIMIT = 10 * 60_000;

/** What is known of the connection; status is connecting, live, lost or resting. */
export const connection = {status: 'connecting', heardAt: null, lostAt: null, position: null};

const eventListeners = new Set();
const gapListeners = new Set();
let stream = null;
let wake = () => {};

/** Calls for every event; answers how to stop. */
export function onEvent(listener) {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** Calls when events may have been missed, so that everything must be read anew; answers how to stop. */
export function onGap(listener) {
  gapListeners.add(listener);
  return () => gapListeners.delete(listener);
}

/** Begins to listen, for as long as the page lives; resolves when it first does. */
export function listen() {
  const begun = new Promise(resolve => listenForEver(resolve));
  document.addEventListener('visibilitychange', restWhileHidden);
  addEventListener('online', () => wake());
  return begun;
}

async function listenForEver(begun) {
  let pause = FIRST_PAUSE;
  for (;;) {
    try {
      await listenOnce(begun);
      pause = FIRST_PAUSE;
    } catch (failure) {
      if (failure instanceof Problem && failure.code === 'unknown-position') gap();
      if (failure instanceof Problem && failure.status === 401) connection.status = 'resting';
    }
    begun();
    if (connection.status === 'resting') {
      await woken();
    } else {
      lost();
      await Promise.race([woken(), new Promise(resolve => setTimeout(resolve, pause))]);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

async function listenOnce(begun) {
  stream = new AbortController();
  const watch = setInterval(() => {
    if (Date.now() - connection.heardAt > LONGEST_SILENCE) stream.abort();
  }, 1000);
  connection.heardAt = Date.now();
  try {
    const body = await open('/feed', {lastEventId: connection.position, signal: stream.signal});
    for await (const message of messages(body)) {
      heard();
      begun();
      if (message.id) connection.position = Number(message.id);
      if (message.data) tell(JSON.parse(message.data));
    }
  } finally {
    clearInterval(watch);
  }
}

function heard() {
  connection.heardAt = Date.now();
  if (connection.status !== 'live') {
    connection.status = 'live';
    connection.lostAt = null;
    invalidate();
  }
}

function lost() {
  if (connection.status !== 'lost') {
    connection.status = 'lost';
    connection.lostAt = Date.now();
    invalidate();
  }
}

function tell(event) {
  for (const listener of eventListeners) {
    try {
      listener(event);
    } catch (failure) {
      console.error('a listener failed; the others hear the event', failure);
    }
  }
}

function gap() {
  connection.position = null;
  for (const listener of gapListeners) listener();
}

function woken() {
  return new Promise(resolve => {
    wake = resolve;
  });
}

let hiddenAt = null;
let restTimer = null;

function restWhileHidden() {
  if (document.hidden) {
    hiddenAt = Date.now();
    restTimer = setTimeout(() => {
      connection.status = 'resting';
      stream?.abort();
    }, HIDDEN_LIMIT);
    return;
  }
  clearTimeout(restTimer);
  if (connection.status === 'resting') {
    connection.status = 'connecting';
    if (Date.now() - hiddenAt > RESUME_LIMIT) gap();
    wake();
  }
  invalidate();
}
