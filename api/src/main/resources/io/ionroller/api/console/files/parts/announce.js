// What a screen reader says and, for a while, everybody sees: the answer to an action.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {invalidate} from '../core/render.js';

const SHOWN_FOR = 8_000;

let text = '';
let kind = 'good';
let timer = null;

/** @param tone good or bad */
export function announce(message, tone = 'good') {
  text = message;
  kind = tone;
  clearTimeout(timer);
  timer = setTimeout(hush, SHOWN_FOR);
  invalidate();
}

function hush() {
  text = '';
  invalidate();
}

export function announcements() {
  return html`<div class="announcements" role="status" aria-live="polite">
    ${text
      ? html`<p class="announcement ${kind}">${text}
          <button class="quiet" @click=${hush} aria-label="Close this message">×</button></p>`
      : nothing}
  </div>`;
}
