// What whoever is not signed in sees, whatever the address: after signing in, the page of the address is shown.

import {html} from '../lib/lit-html/lit-html.js';
import {invalidate} from '../core/render.js';
import {session, signIn} from '../core/session.js';
import {problemView} from '../parts/problem.js';

const state = {sending: false, problem: null};

export const signInPage = {
  title: () => 'Sign in',
  view: () => html`<form class="panel sign-in" @submit=${submit}>
    <h1>Sign in</h1>
    <p>Paste an API token, or an access token of your identity provider. An admin makes one with
      <code>ionroller token create NAME --role viewer</code>.</p>
    <label>Token <input type="password" name="token" required autocomplete="current-password" spellcheck="false"></label>
    ${problemView(state.problem ?? session.problem)}
    <button class="primary" ?disabled=${state.sending}>${state.sending ? 'Asking…' : 'Sign in'}</button>
    <p class="dim">It is kept for 12 hours in a cookie that no script can read.</p>
  </form>`,
};

async function submit(event) {
  event.preventDefault();
  const input = event.target.elements.token;
  Object.assign(state, {sending: true, problem: null});
  invalidate();
  try {
    await signIn(input.value.trim());
  } catch (problem) {
    state.problem = problem;
    input.select();
  }
  state.sending = false;
  invalidate();
}
