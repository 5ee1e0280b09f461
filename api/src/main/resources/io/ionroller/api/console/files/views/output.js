// The last lines that an instance wrote.

import {html} from '../lib/lit-html/lit-html.js';
import {get, ofService} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {problemView} from '../parts/problem.js';

const LINES = 500;
const READ_EVERY = 1500;

export function openOutput(service, environment, instance) {
  const path = ofService(service, `/environments/${environment}/instances/${encodeURIComponent(instance)}/output?lines=${LINES}`);
  const state = {text: null, problem: null, following: true};
  const read = async () => {
    try {
      state.text = await get(path);
      state.problem = null;
    } catch (problem) {
      state.problem = problem;
    }
    invalidate();
    requestAnimationFrame(() => scrollDown(state));
  };
  const timer = setInterval(() => state.following && read(), READ_EVERY);
  read();
  openDialog({
    title: `${environment}, instance ${instance}`,
    wide: true,
    closed: () => clearInterval(timer),
    body: () => html`${problemView(state.problem)}
      <pre class="output" tabindex="0" aria-label="Output">${state.text ?? 'Reading…'}${state.text === '' ? 'It has written nothing.' : ''}</pre>`,
    buttons: () => html`<label class="check"><input type="checkbox" .checked=${state.following} @change=${event => (state.following = event.target.checked)}> Follow</label>
      <span class="dim">the last ${LINES} lines</span><button type="button" class="primary" @click=${closeDialog}>Close</button>`,
  });
}

function scrollDown(state) {
  const output = document.querySelector('.output');
  if (output && state.following) output.scrollTop = output.scrollHeight;
}
