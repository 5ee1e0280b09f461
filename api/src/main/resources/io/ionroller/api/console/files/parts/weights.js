// How traffic is shared among environments.

import {html} from '../lib/lit-html/lit-html.js';
import {percent} from '../core/format.js';

/** A stacked bar with a caption; environments in order of release, those without traffic left out. */
export function weights(environments) {
  const shares = environments.filter(environment => percent(environment.intended_weight) > 0);
  if (shares.length === 0) return html`<span class="dim">no traffic</span>`;
  const caption = shares.map(share => `${share.version || share.id} ${share.intended_weight}`).join(' · ');
  return html`<span class="weights" role="img" aria-label=${`Traffic: ${caption}`} title=${caption}>
      ${shares.map(
        (share, index) => html`<i class="share-${index % 4}" .style=${`flex-grow:${percent(share.intended_weight)}`}></i>`,
      )}
    </span>
    ${shares.length > 1 ? html`<span class="weights-caption">${shares.at(-1).intended_weight}</span>` : ''}`;
}
