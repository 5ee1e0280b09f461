// Words with a colour: phases and health.

import {html} from '../lib/lit-html/lit-html.js';

const TONES = {
  completed: 'good',
  healthy: 'good',
  baking: 'busy',
  shifting: 'busy',
  creating: 'busy',
  verifying: 'busy',
  finishing: 'busy',
  starting: 'busy',
  candidate: 'busy',
  paused: 'waiting',
  queued: 'waiting',
  unknown: 'quiet',
  aborted: 'quiet',
  superseded: 'quiet',
  unused: 'quiet',
  stable: 'quiet',
  'rolling-back': 'bad',
  'rolled-back': 'bad',
  failed: 'bad',
  unhealthy: 'bad',
  lost: 'bad',
  exited: 'bad',
};

export function tone(word) {
  return TONES[word] ?? 'quiet';
}

export function badge(word) {
  return html`<span class="badge ${tone(word)}">${words(word)}</span>`;
}

/** rolled-back: rolled back. */
export function words(word) {
  return word.replaceAll('-', ' ');
}
