// A rollout as a bar: made, proved, every step, watched.

import {html} from '../lib/lit-html/lit-html.js';
import {words} from './badge.js';

const BEFORE = ['creating', 'verifying'];
const AFTER = ['baking', 'finishing'];

/**
 * @param phase such as shifting
 * @param rollout with steps and step, as the list of services has it; absent when it is not known
 */
export function phaseBar(phase, rollout) {
  const label = phaseText(phase, rollout);
  return html`<span class="phase-bar ${toneOf(phase, rollout)}" role="img" aria-label=${label} title=${label}>
    ${segments(phase, rollout).map(segment => html`<i class="${segment.state} ${segment.kind}"></i>`)}
  </span>`;
}

/** Such as "paused at 10%, step 2 of 5". */
export function phaseText(phase, rollout) {
  const reason = phase === 'paused' && rollout?.pause_reason === 'held' ? 'held' : words(phase);
  if (!rollout || rollout.step === 0 || AFTER.includes(phase)) return reason;
  const weight = rollout.steps.slice(0, rollout.step).findLast(step => step.weight)?.weight;
  const place = rollout.steps.length > 1 ? `, step ${rollout.step} of ${rollout.steps.length}` : '';
  return `${reason}${weight ? ` at ${weight}` : ''}${place}`;
}

function toneOf(phase, rollout) {
  if (phase === 'rolling-back') return 'bad';
  if (phase !== 'paused') return 'busy';
  return rollout?.pause_reason === 'held' ? 'bad' : 'waiting';
}

function segments(phase, rollout) {
  const steps = rollout?.steps ?? [];
  const reached = stage(phase, rollout);
  return [
    ...BEFORE.map((name, index) => ({kind: name, state: state(index, reached)})),
    ...steps.map((step, index) => ({kind: step.pause ? 'pause' : 'weight', state: state(index + BEFORE.length, reached)})),
    ...AFTER.slice(0, 1).map(() => ({kind: 'baking', state: state(steps.length + BEFORE.length, reached)})),
  ];
}

/** Index of the segment that the rollout has come to; a pause and a rollback stay where they began. */
function stage(phase, rollout) {
  if (BEFORE.includes(phase)) return BEFORE.indexOf(phase);
  const steps = rollout?.steps.length ?? 0;
  if (AFTER.includes(phase)) return steps + BEFORE.length;
  return rollout && rollout.step > 0 ? rollout.step - 1 + BEFORE.length : 1;
}

function state(index, reached) {
  if (index === reached) return 'current';
  return index < reached ? 'done' : 'ahead';
}
