// The rollout step by step: what is over, what is going on and until when, what comes.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {duration, milliseconds, sentence} from '../core/format.js';
import {badge, tone, words} from '../parts/badge.js';
import {lasting, since, until} from '../parts/when.js';
import {current} from './service-data.js';

export function timeline(shown) {
  const rollout = shown.rollout;
  return html`<section class="panel" aria-labelledby="rollout-title">
    <header><h2 id="rollout-title">Rollout</h2>${rollout ? heading(rollout) : nothing}</header>
    ${rollout ? inFlight(rollout) : ended()}
    ${shown.future ? html`<p class="dim">Release ${shown.future.release} of <code>${shown.future.version}</code> waits for its turn.</p>` : nothing}
  </section>`;
}

function heading(rollout) {
  return html`<span class="dim">release ${rollout.release} of <code>${rollout.version}</code>, revision ${rollout.revision}${
    rollout.kind === 'release' ? '' : `, ${words(rollout.kind)}`
  }</span>`;
}

function inFlight(rollout) {
  const items = [...before(rollout), ...steps(rollout), ...after(rollout)];
  return html`<ol class="timeline ${tone(rollout.phase)}">${items.map(item)}</ol>
    ${rollout.pause_requested ? html`<p class="dim">A pause was asked for; it follows the work under way.</p>` : nothing}`;
}

function item({text, state, note}) {
  return html`<li class=${state} aria-current=${state === 'current' ? 'step' : nothing}>
    <span class="what">${text}</span>${note ? html` <span class="note">${note}</span>` : nothing}
    ${state === 'done' ? html`<span class="hidden">done</span>` : nothing}
  </li>`;
}

const FIRST = ['creating', 'verifying'];
const LAST = ['baking', 'finishing'];
const TEXTS = {
  creating: 'Create the environment',
  verifying: 'Prove it healthy',
  baking: 'Watch it with all traffic',
  finishing: 'Read the end state back',
  'rolling-back': 'Return all traffic',
};

function before(rollout) {
  const phases = rollout.kind === 'warm-rollback' ? ['verifying'] : FIRST;
  return phases.map(phase => {
    const state = rollout.phase === phase ? 'current' : rank(rollout) > FIRST.indexOf(phase) ? 'done' : 'ahead';
    return {text: TEXTS[phase], state, note: note(rollout, phase, state)};
  });
}

/** How far the rollout is: the place of its phase among the first ones, then its steps, then the last ones. */
function rank(rollout) {
  if (FIRST.includes(rollout.phase)) return FIRST.indexOf(rollout.phase);
  if (LAST.includes(rollout.phase)) return 10 + LAST.indexOf(rollout.phase);
  return rollout.step > 0 ? 5 : FIRST.indexOf('verifying');
}

function steps(rollout) {
  const shifting = ['shifting', 'paused'].includes(rollout.phase);
  return rollout.steps.map(step => {
    const here = step.state === 'current' && shifting && rollout.pause_reason !== 'held';
    const state = LAST.includes(rollout.phase) || (step.state === 'current' && !here && rank(rollout) > 5) ? 'done' : step.state;
    return {text: stepText(step), state, note: here || state === 'current' ? wait(rollout) : nothing};
  });
}

function stepText(step) {
  if (step.weight) return `${step.weight} of the traffic`;
  return step.pause === 'manual' ? 'Wait for a person' : `Wait ${duration(milliseconds(step.pause))}`;
}

function after(rollout) {
  const back = rollout.phase === 'rolling-back' ? [{text: TEXTS['rolling-back'], state: 'current', note: lasting(rollout.since)}] : [];
  const ahead = LAST.map(phase => {
    const state = rollout.phase === phase ? 'current' : rank(rollout) > 10 + LAST.indexOf(phase) ? 'done' : 'ahead';
    return {text: TEXTS[phase], state, note: note(rollout, phase, state)};
  });
  return back.length > 0 ? back : ahead;
}

function note(rollout, phase, state) {
  if (state === 'current') return wait(rollout);
  const spent = current.releases.find(release => release.release === rollout.release)?.phases[phase];
  return state === 'done' && spent ? duration(milliseconds(spent)) : nothing;
}

/** Until when, and what happens then. */
function wait(rollout) {
  if (rollout.until) return html`goes on ${until(rollout.until)}`;
  if (rollout.deadline) return html`must be over ${until(rollout.deadline)}, or it rolls back`;
  return lasting(rollout.since);
}

function ended() {
  const last = current.releases[0];
  if (!last) return html`<p class="dim">Nothing was released yet.</p>`;
  return html`<p>${badge(last.phase)} Release ${last.release} of <code>${last.version}</code>, ${since(last.ended_at ?? last.requested_at)}, asked for by ${last.user}.</p>
    ${last.reason ? html`<p class="reason">${sentence(last.reason)}</p>` : nothing}`;
}
