// What can be done about a service. Whether something makes sense now, and why not, is what the engine itself says; it also says
// what one may do, and asks again with every request.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {percent, sentence} from '../core/format.js';
import {ofService} from '../core/net.js';
import {may, missing} from '../core/session.js';
import {announce} from '../parts/announce.js';
import {confirm} from './confirm.js';
import {openEditor} from './editor.js';
import {openRelease} from './release.js';

const ACTIONS = {
  promote: {text: 'Promote', permission: 'promote', path: '/rollout/promote', body: {}},
  'promote-full': {text: 'Promote fully', permission: 'promote', path: '/rollout/promote', body: {full: true}},
  pause: {text: 'Pause', permission: 'stop', path: '/rollout/pause', body: {}},
  resume: {text: 'Resume', permission: 'promote', path: '/rollout/resume', body: {}},
  abort: {text: 'Abort', permission: 'stop', path: '/rollout/abort', body: {}, tone: 'danger'},
  rollback: {text: 'Roll back', permission: 'release', path: '/rollback', body: {}, tone: 'danger'},
};

export function actionBar(shown) {
  const noRelease = missing('release', shown.name) ?? (shown.revision ? null : 'Put a configuration first');
  return html`<div class="actions" role="group" aria-label="Actions">
    <button class="primary" aria-disabled=${noRelease ? 'true' : nothing} @click=${() => (noRelease ? announce(sentence(noRelease), 'bad') : openRelease(shown))}>Release…</button>
    ${shown.actions.map(action => button(shown, permitted(shown, action)))}
    ${may('configure', shown.name) ? html`<button @click=${() => openEditor(shown.name)}>Edit configuration…</button>` : nothing}
  </div>`;
}

function permitted(shown, decided) {
  const lacking = missing(ACTIONS[decided.action].permission, shown.name);
  return lacking ? {...decided, possible: false, sentence: lacking} : decided;
}

function button(shown, {action, possible, sentence: why}) {
  const {text, tone} = ACTIONS[action];
  const id = `why-${action}`;
  const click = () => (possible ? confirmAction(shown, action) : announce(sentence(why), 'bad'));
  return html`<span class="action"><button class=${tone ?? ''} aria-disabled=${possible ? nothing : 'true'} aria-describedby=${id} @click=${click}>${text}</button>
    <span class="tip" role="tooltip" id=${id}>${sentence(why)}</span></span>`;
}

function confirmAction(shown, action) {
  const {text, path, body, tone} = ACTIONS[action];
  confirm({
    title: `${text} ${shown.name}?`,
    verb: text,
    danger: tone === 'danger',
    path: ofService(shown.name, path),
    body,
    consequence: answer => consequence(shown, action, answer),
  });
}

export function confirmRollbackTo(shown, release) {
  confirm({
    title: `Roll ${shown.name} back to ${release.version}?`,
    verb: 'Roll back',
    danger: true,
    path: ofService(shown.name, '/rollback'),
    body: {version: release.version},
    consequence: answer => consequence(shown, 'rollback', answer),
  });
}

export function confirmDrop(service, environment) {
  confirm({
    title: `Drop ${environment.version}?`,
    verb: 'Drop',
    danger: true,
    path: ofService(service, '/drop'),
    body: {version: environment.version},
    consequence: answer => html`<p>${sentence(answer.sentence)}</p>
      <p class="dim">Afterwards a rollback to ${environment.version} has to make a new environment first.</p>`,
  });
}

/** What traffic moves, and what takes long, besides the engine's own sentence. */
function consequence(shown, action, answer) {
  const moved = action === 'rollback' || action === 'abort' ? movedTraffic(shown) : nothing;
  const slow = answer.mode === 'cold'
    ? html`<p>Its environment is gone: a new one is made, proved healthy and takes all steps, as a release would.</p>`
    : nothing;
  return html`<p>${sentence(answer.sentence)}</p>${moved}${slow}`;
}

function movedTraffic(shown) {
  const away = shown.rollout
    ? shown.environments.find(environment => environment.role === 'candidate')
    : shown.environments.find(environment => environment.role === 'stable');
  if (!away || percent(away.observed_weight) === 0) return nothing;
  return html`<p>Moves <b>${away.observed_weight}</b> of the traffic away from <code>${away.version}</code>.</p>`;
}
