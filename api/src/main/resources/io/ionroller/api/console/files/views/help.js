// The keyboard shortcuts.

import {html} from '../lib/lit-html/lit-html.js';
import {closeDialog, openDialog} from '../parts/dialog.js';

const SHORTCUTS = [
  ['/', 'Search'],
  ['↑ ↓', 'Go through the list; Page Up, Page Down, Home and End too'],
  ['Enter', 'Open'],
  ['g f', 'Fleet'],
  ['g a', 'Audit'],
  ['Esc', 'Leave the search, close a dialog'],
  ['?', 'This help'],
];

export function openHelp() {
  openDialog({
    title: 'Keyboard',
    body: () => html`<dl class="shortcuts">${SHORTCUTS.map(
      ([keys, text]) => html`<div><dt>${keys.split(' ').map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${text}</dd></div>`,
    )}</dl>`,
    buttons: () => html`<button class="primary" data-first @click=${closeDialog}>Close</button>`,
  });
}
