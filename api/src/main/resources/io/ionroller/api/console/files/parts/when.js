// Times: how long ago or how long still, with the exact time at hand.

import {html} from '../lib/lit-html/lit-html.js';
import {ago, fullTime, remaining, time} from '../core/format.js';

/** Such as "5 min ago". */
export function since(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>${ago(instant)} ago</time>`;
}

/** Such as "5 min", where the heading says what it means. */
export function age(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>${ago(instant)}</time>`;
}

/** Such as "for 5 min". */
export function lasting(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>for ${ago(instant)}</time>`;
}

/** Such as "in 12 s (14:03:22)". */
export function until(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>in ${remaining(instant)} (${time(instant)})</time>`;
}

/** Such as "14:03:22". */
export function at(instant) {
  return html`<time datetime=${instant} title=${fullTime(instant)}>${time(instant)}</time>`;
}
