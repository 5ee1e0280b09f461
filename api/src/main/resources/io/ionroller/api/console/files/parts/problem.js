// A refusal or a failure, with its sentence, its code and what to do next.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {sentence} from '../core/format.js';

export function problemView(problem) {
  if (!problem) return nothing;
  const fields = problem.violations ?? [];
  return html`<div class="problem" role="alert">
    ${fields.length ? violations(fields) : html`<p>${sentence(problem.message)}</p>`}
    ${problem.nextStep ? html`<p class="dim">${sentence(problem.nextStep)}</p>` : nothing}
    <p><code>${problem.code}</code></p>
  </div>`;
}

/** Every wrong field: which, what it is, what was wanted. */
export function violations(fields) {
  return html`<ul class="violations">${fields.map(
    ({field, value, wanted}) => html`<li><code>${field || 'the document'}</code> is ${value}, wanted ${wanted}</li>`,
  )}</ul>`;
}
