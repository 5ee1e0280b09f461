// One service: what runs, what is being rolled out, and what can be done about it.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {percent, sentence} from '../core/format.js';
import {addressOf} from '../core/router.js';
import {badge} from '../parts/badge.js';
import {problemView} from '../parts/problem.js';
import {actionBar} from './actions.js';
import {chart, leaveChart} from './chart.js';
import {configuration, enterConfiguration} from './configuration.js';
import {environments, leaveEnvironments} from './environments.js';
import {releases} from './releases.js';
import {current, enterService, leaveService, reloadService} from './service-data.js';
import {serviceEvents} from './service-events.js';
import {timeline} from './timeline.js';

export const service = {
  title: name => name,
  enter(name) {
    enterService(name);
    enterConfiguration(name);
  },
  leave() {
    leaveService();
    leaveEnvironments();
    leaveChart();
  },
  reload: reloadService,
  view,
};

function view(name) {
  const shown = current.view;
  return html`<nav class="crumbs" aria-label="Where this is"><a href=${addressOf.fleet()}>Fleet</a> <span aria-hidden="true">/</span></nav>
    <div class="service-head">
      <h1>${name}</h1>
      ${shown ? html`<span class="standing">${standing(shown)}</span>` : nothing}
      <a href=${addressOf.past(name)}>As it was…</a>
    </div>
    ${problemView(current.problem)}
    ${shown ? body(shown) : current.problem ? nothing : html`<p class="dim">Reading…</p>`}`;
}

function standing(shown) {
  const serving = shown.current ? html`<code>${shown.current.version}</code>` : html`<span class="dim">nothing deployed</span>`;
  const next = shown.next;
  return next ? html`${serving} <span aria-hidden="true">→</span> <code>${next.version}</code> ${badge(next.phase)}` : serving;
}

function body(shown) {
  return html`<p class="sentence ${calm(shown) ? '' : 'marked'}">${sentence(shown.sentence)}</p>
    ${shown.drift ? drift(shown.drift) : nothing}
    ${actionBar(shown)}
    <div class="columns">
      <div class="column">
        ${timeline(shown)} ${environments(shown)} ${chart(shown)} ${releases(shown)} ${configuration(shown)}
      </div>
      <aside class="column" aria-label="Events">${serviceEvents()}</aside>
    </div>`;
}

function calm(shown) {
  const paused = shown.rollout?.phase === 'paused' || shown.rollout?.phase === 'rolling-back';
  const unhealthy = shown.environments.some(one => (one.health === 'unhealthy' || one.health === 'lost') && percent(one.intended_weight) > 0);
  return !paused && !unhealthy && !shown.drift;
}

function drift(weights) {
  const shares = Object.entries(weights).map(([id, weight]) => `${id} ${weight}`).join(', ');
  return html`<p class="problem" role="alert">Traffic was found as nobody intended: ${shares}.</p>`;
}
