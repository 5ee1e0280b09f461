// Asks for the name of a service that is to be configured.

import {html} from '../lib/lit-html/lit-html.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {openEditor} from './editor.js';

const EXAMPLE = {
  platform: {type: 'local', command: ['./app', '--port', '{port}', '--version', '{version}'], instances: 2, listen: 8080},
  health_check: {path: '/health'},
  strategy: {steps: [{weight: '10%'}, {pause: '1m'}, {weight: '50%'}, {pause: '1m'}, {weight: '100%'}]},
  bake: '5m',
  keep_unused_for: '60m',
};

export function openNewService() {
  let name = '';
  const next = () => {
    if (!name) return;
    closeDialog();
    requestAnimationFrame(() => openEditor(name, EXAMPLE));
  };
  openDialog({
    title: 'New service',
    submit: next,
    body: () => html`<p>A service begins with its configuration. Nothing is deployed until you release a version.</p>
      <label>Name <input data-first required spellcheck="false" autocomplete="off" .value=${name} @input=${event => (name = event.target.value.trim())}></label>`,
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button><button class="primary">Write its configuration</button>`,
  });
}
