// A field for a moment, in the zone that times are shown in: the browser's own field knows none.

import {html} from '../lib/lit-html/lit-html.js';
import {live} from '../lib/lit-html/directives/live.js';
import {preference} from '../core/preferences.js';

const MINUTE = 60_000;

/** @param changed gets the instant, or an empty text when there is none */
export function timeField(id, text, instant, changed) {
  return html`<label>${text} <input id=${id} type="datetime-local" step="1"
    .value=${live(instant ? written(instant) : '')} @change=${event => changed(read(event.target.value))}></label>`;
}

function read(text) {
  if (!text) return '';
  return new Date(preference('zone') === 'utc' ? `${text}Z` : text).toISOString();
}

function written(instant) {
  const date = new Date(instant);
  const shifted = preference('zone') === 'utc' ? date : new Date(date - date.getTimezoneOffset() * MINUTE);
  return shifted.toISOString().slice(0, 19);
}
