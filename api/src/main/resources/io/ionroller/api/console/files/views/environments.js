// The environments of a service, side by side.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {count, percent, plural} from '../core/format.js';
import {get, ofService} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {may} from '../core/session.js';
import {badge} from '../parts/badge.js';
import {until} from '../parts/when.js';
import {confirmDrop} from './actions.js';
import {openOutput} from './output.js';
import {current} from './service-data.js';
import {rateOf} from './traffic-data.js';

const READ_EVERY = 2000;
const BAD_HEALTH = new Set(['unhealthy', 'lost']);

/** Instances that are shown, by environment. */
const opened = new Map();
let timer = null;

export function leaveEnvironments() {
  opened.clear();
  clearInterval(timer);
  timer = null;
}

export function environments(shown) {
  const all = [...shown.environments].reverse();
  return html`<section class="panel" aria-labelledby="environments-title">
    <header><h2 id="environments-title">Environments</h2></header>
    ${all.length === 0
      ? html`<p class="dim">None exist.</p>`
      : html`<div class="environments">${all.map(environment => card(shown.name, environment))}</div>`}
  </section>`;
}

function card(service, environment) {
  return html`<article class="environment ${environment.role}" aria-label=${`${environment.id}, version ${environment.version}`}>
    <header><code class="version">${environment.version}</code> ${badge(environment.role)}
      <span class="dim id">${environment.id} · revision ${environment.revision}</span></header>
    ${weightBars(environment)}
    <dl>
      <div><dt>Health</dt><dd class=${BAD_HEALTH.has(environment.health) ? 'bad' : ''}>${health(environment)}</dd></div>
      ${environment.traffic ? trafficOf(environment) : nothing}
      ${environment.lifecycle === 'live' ? nothing : html`<div><dt>State</dt><dd>${lifecycle(environment)}</dd></div>`}
    </dl>
    ${reasons(environment).map(reason => html`<p class="reason">${reason}</p>`)}
    <footer>
      <button class="quiet" aria-expanded=${String(opened.has(environment.id))} @click=${() => toggle(environment.id)}>Instances</button>
      ${environment.role === 'unused' && may('drop', service) ? html`<button class="quiet" @click=${() => confirmDrop(service, environment)}>Drop…</button>` : nothing}
    </footer>
    ${opened.has(environment.id) ? instances(environment.id) : nothing}
  </article>`;
}

function weightBars({intended_weight: intended, observed_weight: observed, id}) {
  const same = intended === observed;
  return html`<div class="weight-pair ${same ? '' : 'differs'}" role="img" aria-label=${`${id}: intended weight ${intended}, observed weight ${observed}`}>
      <i class="observed" .style=${`width:${percent(observed)}%`}></i>
      <b class="intended" .style=${`left:${percent(intended)}%`}></b>
    </div>
    <p class="weight-text"><b>${observed}</b> observed, <b>${intended}</b> intended</p>`;
}

function health(environment) {
  if (environment.required === 0) return environment.health === 'unknown' ? 'not observed yet' : environment.health;
  return `${environment.healthy} of ${plural(environment.required, 'instance')} healthy`;
}

/** What is the matter with it: its instances, that it is lost, what somebody else has changed of it. */
function reasons({detail, upkeep}) {
  const changes = (upkeep?.drift ?? []).map(({part, was, now}) => `Somebody else has changed its ${part}: it was ${was}, and is ${now}.`);
  const lost = upkeep?.lost ? `Lost: ${upkeep.lost}` : detail;
  return [...(lost ? [lost] : []), ...changes];
}

function trafficOf(environment) {
  const rate = rateOf(environment.id);
  const {requests, errors, mean_latency: latency} = environment.traffic;
  return html`<div><dt>Requests</dt><dd>${rate ? `${rate.perSecond.toFixed(rate.perSecond < 10 ? 1 : 0)}/s` : '–'} <span class="dim">${count(requests)} in all</span></dd></div>
    <div><dt>Errors</dt><dd class=${errors > 0 && rate?.errorShare > 0 ? 'bad' : ''}>${rate?.errorShare == null ? '–' : `${rate.errorShare.toFixed(1)}%`} <span class="dim">${count(errors)} in all</span></dd></div>
    <div><dt>Latency</dt><dd>${latency.replace('ms', ' ms')}</dd></div>`;
}

function lifecycle(environment) {
  if (environment.remove_at) return html`${kept(environment)}, removed ${until(environment.remove_at)}`;
  return {requested: 'being made', draining: 'draining', removing: 'being removed'}[environment.lifecycle] ?? environment.lifecycle;
}

function kept({upkeep}) {
  if (upkeep?.lost) return 'nothing to go back to';
  return upkeep?.keeps == null ? 'kept warm' : `kept warm with ${upkeep.keeps} of ${plural(upkeep.full, 'instance')}`;
}

function toggle(id) {
  if (opened.has(id)) opened.delete(id);
  else opened.set(id, null);
  timer ??= setInterval(readOpened, READ_EVERY);
  readOpened();
  invalidate();
}

async function readOpened() {
  for (const id of opened.keys()) {
    try {
      const page = await get(ofService(current.name, `/environments/${id}/instances`));
      if (opened.has(id)) opened.set(id, page);
    } catch (problem) {
      if (problem.status === 404) opened.delete(id);
    }
    invalidate();
  }
}

function instances(id) {
  const page = opened.get(id);
  if (!page) return html`<p class="dim">Asking the platform…</p>`;
  return html`<ul class="instances">${page.instances.map(
    instance => html`<li>${badge(instance.state)} <code>${instance.name}</code>
      <span class="dim">${instance.address} ${instance.detail}</span>
      ${may('read-output', current.name) ? html`<button class="quiet" @click=${() => openOutput(current.name, id, instance.name)}>Output</button>` : nothing}</li>`,
  )}</ul>`;
}
