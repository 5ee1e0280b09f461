// JSON to read: indented, with colours, and its larger parts can be folded.

import {html} from '../lib/lit-html/lit-html.js';

export function jsonView(value) {
  return html`<div class="json" tabindex="0" role="group" aria-label="JSON">${node(value, null)}</div>`;
}

function node(value, name) {
  const label = name === null ? '' : html`<span class="json-name">${name}</span>: `;
  if (value === null || typeof value !== 'object') {
    return html`<div>${label}<span class="json-${value === null ? 'null' : typeof value}">${JSON.stringify(value)}</span></div>`;
  }
  const parts = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return html`<div>${label}${open}${close}</div>`;
  return html`<details open><summary>${label}${open}<span class="json-more">${parts.length}${close}</span></summary>
    <div class="json-parts">${parts.map(([key, part]) => node(part, Array.isArray(value) ? null : key))}</div>${close}</details>`;
}
