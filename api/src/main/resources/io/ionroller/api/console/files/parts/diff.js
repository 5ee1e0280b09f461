// What changed between two texts, line by line.

import {html} from '../lib/lit-html/lit-html.js';

/** The longest common lines are kept; the rest is taken away or added. */
export function lineChanges(before, after) {
  const old = before.split('\n');
  const now = after.split('\n');
  const common = lengths(old, now);
  const changes = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      changes.push({sign: ' ', text: old[i++]});
      j++;
    } else if (j >= now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
      changes.push({sign: '-', text: old[i++]});
    } else {
      changes.push({sign: '+', text: now[j++]});
    }
  }
  return changes;
}

/** Length of the longest common lines from each pair of places on. */
function lengths(old, now) {
  const table = Array.from({length: old.length + 1}, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      table[i][j] = old[i] === now[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}

const NAMES = {'+': 'added', '-': 'taken away', ' ': ''};
const CLASSES = {'+': 'added', '-': 'removed', ' ': 'kept'};

export function diffView(before, after) {
  const changes = lineChanges(before, after);
  if (changes.every(change => change.sign === ' ')) return html`<p class="dim">They are the same.</p>`;
  return html`<pre class="diff" tabindex="0" aria-label="Differences">${changes.map(
    ({sign, text}) => html`<span class=${CLASSES[sign]}><span class="hidden">${NAMES[sign]} </span><span aria-hidden="true">${sign} </span>${text}\n</span>`,
  )}</pre>`;
}
