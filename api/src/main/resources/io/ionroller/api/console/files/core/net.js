// The one way to the engine: every request of the console goes through here, with the cookie of the session.

import {preference} from './preferences.js';

const LONGEST_ANSWER = 30_000;

/** What the engine answers instead of what was asked for (RFC 9457), or why there is no answer. */
export class Problem extends Error {
  constructor({status = 0, code, title, detail, violations = [], next_step: nextStep = ''}) {
    super(detail);
    Object.assign(this, {status, code, title, violations, nextStep});
  }

  /** Nobody knows whether the request was carried out. */
  get unanswered() {
    return this.status === 0 || this.status === 503;
  }
}

function headers(more) {
  const all = new Headers(more);
  const user = preference('user').trim();
  if (user) all.set('User', user);
  return all;
}

let signedOut = () => {};

/** Called with the problem when the engine wants a credential and has none that is good. */
export function onSignedOut(listener) {
  signedOut = listener;
}

async function problemOf(response) {
  let problem;
  try {
    problem = new Problem(await response.json());
  } catch {
    problem = new Problem({status: response.status, code: 'unexpected-answer', detail: `The engine answered ${response.status}`});
  }
  if (response.status === 401) signedOut(problem);
  return problem;
}

async function answer(path, options) {
  try {
    return await fetch(path, {cache: 'no-store', credentials: 'same-origin', ...options});
  } catch (failure) {
    if (options.signal?.aborted && options.signal.reason?.name === 'AbortError') throw failure;
    throw new Problem({code: 'unreachable', title: 'No answer', detail: 'The engine does not answer', next_step: 'try again'});
  }
}

/** Asks; answers what the JSON says, or the text of what is none. */
export async function get(path, {signal} = {}) {
  const limit = AbortSignal.timeout(LONGEST_ANSWER);
  const response = await answer(path, {headers: headers(), signal: signal ? AbortSignal.any([signal, limit]) : limit});
  if (!response.ok) throw await problemOf(response);
  const type = response.headers.get('Content-Type') ?? '';
  return type.startsWith('application/json') ? response.json() : response.text();
}

/** Sends a request; with a key it is carried out once however often it is sent. */
export async function send(method, path, body, {key, signal} = {}) {
  const all = headers({'Content-Type': 'application/json'});
  if (key) all.set('Idempotency-Key', key);
  const limit = AbortSignal.timeout(LONGEST_ANSWER);
  const response = await answer(path, {
    method,
    headers: all,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? {} : response.json();
}

/** Opens a stream that lasts until it is aborted. */
export async function open(path, {lastEventId, signal}) {
  const all = headers({Accept: 'text/event-stream'});
  if (lastEventId !== null) all.set('Last-Event-ID', String(lastEventId));
  const response = await answer(path, {headers: all, signal});
  if (!response.ok) throw await problemOf(response);
  return response.body;
}

/** Yields a stream of objects, one per line, as they come; it lasts as long as it lasts. */
export async function* lines(path, {signal}) {
  const response = await answer(path, {headers: headers(), signal});
  if (!response.ok) throw await problemOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let {value, done} = await reader.read(); !done; {value, done} = await reader.read()) {
    const whole = (rest + value).split('\n');
    rest = whole.pop();
    yield* whole.map(line => JSON.parse(line));
  }
}

/** A key that no other request has. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return 'console-' + Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The address of a service, and of what belongs to it. */
export function ofService(name, rest = '') {
  return `/services/${encodeURIComponent(name)}${rest}`;
}
