// Asks for the name that is recorded with what one does, as long as there is no login.

import {html} from '../lib/lit-html/lit-html.js';
import {prefer, preference} from '../core/preferences.js';
import {closeDialog, openDialog} from '../parts/dialog.js';

const LONGEST = 200;

export function openName() {
  let name = preference('user');
  const keep = () => {
    prefer('user', name.trim().slice(0, LONGEST));
    closeDialog();
  };
  openDialog({
    title: 'Your name',
    submit: keep,
    body: () => html`<p>It is recorded with everything that you ask for. Nobody checks it: there is no login yet.</p>
      <label>Name <input data-first maxlength=${LONGEST} autocomplete="username" .value=${name} @input=${event => (name = event.target.value)}></label>`,
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button><button class="primary">Keep</button>`,
  });
}
