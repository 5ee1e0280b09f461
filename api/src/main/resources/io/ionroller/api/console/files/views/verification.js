// The proof of the audit log: the engine computes all hashes anew, and here is what it finds.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {plural, sentence} from '../core/format.js';
import {lines} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {missing} from '../core/session.js';
import {announce} from '../parts/announce.js';
import {problemView} from '../parts/problem.js';

/** More flaws are counted, not shown. */
const MOST_SHOWN = 20;

const state = blank();
let asked = null;

function blank() {
  return {of: null, running: false, events: 0, flaws: [], result: null, problem: null};
}

export function leaveVerification() {
  asked?.abort();
  Object.assign(state, blank());
}

/** @param service only of this one; empty for all */
export function verifyButton(service) {
  const lacking = missing('audit', '*');
  return html`<button aria-disabled=${lacking || state.running ? 'true' : nothing} title="Compute the hashes of all stored events anew"
    @click=${() => (lacking ? announce(sentence(lacking), 'bad') : state.running ? nothing : verify(service))}>Verify${service ? ` ${service}` : ''}</button>`;
}

async function verify(service) {
  const mine = (asked = new AbortController());
  Object.assign(state, blank(), {of: service, running: true});
  invalidate();
  try {
    for await (const line of lines(`/audit/verify?${new URLSearchParams(service ? {service} : {})}`, mine)) {
      take(line);
      invalidate();
    }
    if (!state.result) throw new Error();
  } catch (failure) {
    if (mine.signal.aborted) return;
    state.problem = failure.code ? failure : {message: 'The answer broke off before its end: nothing is proved', nextStep: 'try again', code: 'unreachable'};
  }
  state.running = false;
  invalidate();
}

function take(line) {
  if (line.kind === 'progress') state.events = line.events;
  else if (line.kind === 'result') state.result = line;
  else if (line.kind !== 'head') state.flaws.push(line);
}

function stop() {
  leaveVerification();
  invalidate();
}

export function verification() {
  const {running, result, flaws, problem} = state;
  if (!running && !result && !problem) return nothing;
  return html`<section class="verification ${result ? (result.intact ? 'good' : 'bad') : ''}" aria-label="Verification">
    <p role="status">${result ? verdict(result) : running ? 'Computing the hashes anew…' : nothing}</p>
    ${running ? html`<p class="dim">${plural(state.events, 'event')} so far</p> <button class="quiet" @click=${stop}>Stop</button>` : nothing}
    ${flaws.length > 0 ? html`<ul>${flaws.slice(0, MOST_SHOWN).map(flaw => html`<li>${told(flaw)}</li>`)}</ul>` : nothing}
    ${flaws.length > MOST_SHOWN ? html`<p>… and ${flaws.length - MOST_SHOWN} more</p>` : nothing}
    ${result?.intact ? html`<p class="dim">That nothing was removed from the end shows a checkpoint only: <code>ionroller audit verify --checkpoint</code></p>` : nothing}
    ${problemView(problem)}
  </section>`;
}

function verdict({intact, events, services}) {
  const read = `${plural(events, 'event')} of ${state.of || plural(services, 'service')}`;
  return html`<b>${intact ? 'Intact' : 'Not intact'}</b>: ${read}`;
}

function told({kind, service, sequence, offset, flaw}) {
  if (kind === 'hole') return `Offset ${offset} has no event, but later ones have: events were removed`;
  const event = `${service}, event ${sequence}`;
  if (flaw === 'missing') return `${event} is missing`;
  if (flaw === 'unchained') return `${event} (offset ${offset}) has no hash`;
  return `${event} (offset ${offset}) does not fit: it, or the hash before it, was changed`;
}
