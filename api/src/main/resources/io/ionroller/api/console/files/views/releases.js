// What was released, newest first, and the way back.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {duration, sentence} from '../core/format.js';
import {may} from '../core/session.js';
import {badge, words} from '../parts/badge.js';
import {since} from '../parts/when.js';
import {confirmRollbackTo} from './actions.js';
import {current, readMoreReleases} from './service-data.js';

export function releases(shown) {
  return html`<section class="panel" aria-labelledby="releases-title">
    <header><h2 id="releases-title">Releases</h2></header>
    ${current.releases.length === 0
      ? html`<p class="dim">None yet.</p>`
      : html`<div class="table-scroll" tabindex="0" role="region" aria-labelledby="releases-title"><table class="releases">
          <thead><tr><th class="number">No.</th><th>Version</th><th>Phase</th><th>Asked for</th><th class="number">Took</th><th><span class="hidden">Roll back</span></th></tr></thead>
          <tbody>${current.releases.map(release => row(shown, release))}</tbody>
        </table></div>
        ${current.moreReleases ? html`<button class="quiet" @click=${readMoreReleases}>Older releases</button>` : nothing}`}
  </section>`;
}

function row(shown, release) {
  const took = release.ended_at ? duration(new Date(release.ended_at) - new Date(release.requested_at)) : '–';
  return html`<tr class=${release.release === shown.current?.release ? 'here' : ''}>
    <td class="number dim">${release.release}</td>
    <td><code>${release.version}</code> <span class="dim">r${release.revision}${release.kind === 'release' ? '' : `, ${words(release.kind)}`}</span></td>
    <td>${badge(release.phase)}${release.reason ? html`<div class="reason">${sentence(release.reason)}</div>` : nothing}</td>
    <td>${since(release.requested_at)} <span class="dim">${release.user}</span></td>
    <td class="number dim">${took}</td>
    <td class="number">${wayBack(shown, release)}</td>
  </tr>`;
}

/** Only to what once had all traffic, and has not now; which environments are warm is said too. */
function wayBack(shown, release) {
  const serving = shown.current?.version === release.version && !shown.rollout;
  if (release.phase !== 'completed' || serving || !firstOf(release) || !may('release', shown.name)) return nothing;
  const warm = shown.environments.some(one => one.version === release.version && one.health !== 'lost' && ['live', 'retired'].includes(one.lifecycle));
  return html`<button class="quiet" @click=${() => confirmRollbackTo(shown, release)}
    aria-label=${`Roll back to ${release.version}, ${warm ? 'warm' : 'cold'}`}>Roll back${warm ? html` <span class="warm">warm</span>` : '…'}</button>`;
}

/** A version has one button, at its newest completed release. */
function firstOf(release) {
  return current.releases.find(other => other.version === release.version && other.phase === 'completed') === release;
}
