// Who one is: the name that is recorded with what one does, and what one may do.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {sentence} from '../core/format.js';
import {prefer, preference} from '../core/preferences.js';
import {session, signOut} from '../core/session.js';
import {announce} from '../parts/announce.js';
import {closeDialog, openDialog} from '../parts/dialog.js';
import {problemView} from '../parts/problem.js';

const LONGEST = 200;

/** The button that says who one is. */
export function accountButton() {
  return session.user
    ? html`<button class="quiet who" title="Signed in as ${session.user}" @click=${openSession}>${session.user}</button>`
    : html`<button class="quiet who" title="The name that is recorded with what you do" @click=${openName}>${preference('user') || 'anonymous'}</button>`;
}

function openName() {
  let name = preference('user');
  const keep = () => {
    prefer('user', name.trim().slice(0, LONGEST));
    closeDialog();
  };
  openDialog({
    title: 'Your name',
    submit: keep,
    body: () => html`<p>It is recorded with everything that you ask for. Nobody checks it: this engine asks for no credential.</p>
      <label>Name <input data-first maxlength=${LONGEST} autocomplete="username" .value=${name} @input=${event => (name = event.target.value)}></label>`,
    buttons: () => html`<button type="button" @click=${closeDialog}>Cancel</button><button class="primary">Keep</button>`,
  });
}

function openSession() {
  openDialog({
    title: session.user,
    submit: () => signOut().catch(problem => announce(sentence(problem.message), 'bad')),
    body: () => html`<p>This name is recorded with everything that you ask for.</p>
      ${session.roles.length ? html`<ul class="roles">${session.roles.map(roleView)}</ul>` : nothing}
      ${problemView(session.problem)}`,
    buttons: () => html`<button type="button" data-first @click=${closeDialog}>Close</button><button class="danger">Sign out</button>`,
  });
}

function roleView({role, services, permissions}) {
  return html`<li><b>${role}</b> on <code>${services}</code> <span class="dim">${permissions.join(', ')}</span></li>`;
}
