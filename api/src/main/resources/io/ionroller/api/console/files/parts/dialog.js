// One dialog at a time, over everything else. The focus begins at what is marked data-first and goes back afterwards.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {invalidate} from '../core/render.js';

let shown = null;
let opener = null;

/**
 * @param content title, body() and buttons() for the views; submit() for the form; wide; closed() when it is gone
 */
export function openDialog(content) {
  opener ??= document.activeElement;
  shown = content;
  invalidate();
  requestAnimationFrame(() => requestAnimationFrame(show));
}

function show() {
  const dialog = document.querySelector('dialog');
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('[data-first]')?.focus();
}

export function closeDialog() {
  const content = shown;
  document.querySelector('dialog')?.close();
  closed(content);
}

function closed(content) {
  if (!content || shown !== content) return;
  shown = null;
  content.closed?.();
  opener?.focus?.();
  opener = null;
  invalidate();
}

export function dialogs() {
  if (!shown) return nothing;
  const content = shown;
  return html`<dialog class=${shown.wide ? 'wide' : ''} aria-labelledby="dialog-title" @close=${() => closed(content)} @click=${outside}>
    <form method="dialog" @submit=${submit}>
      <header><h2 id="dialog-title">${shown.title}</h2>
        <button type="button" class="quiet icon" aria-label="Close" @click=${closeDialog}>×</button></header>
      <div class="body">${shown.body()}</div>
      <footer>${shown.buttons()}</footer>
    </form>
  </dialog>`;
}

function submit(event) {
  event.preventDefault();
  if (shown?.submit) shown.submit();
  else closeDialog();
}

function outside(event) {
  if (event.target === event.currentTarget && !shown.wide) closeDialog();
}
