// What whoever is not signed in sees, whatever the address: after signing in, the page of the address is shown.

import {html, nothing} from '../lib/lit-html/lit-html.js';
import {get} from '../core/net.js';
import {invalidate} from '../core/render.js';
import {session, signIn} from '../core/session.js';
import {problemView} from '../parts/problem.js';

const FAILED = {
  unreachable: 'The identity provider could not be reached. Try again, or ask an admin to look at the log.',
  expired: 'The sign-in took too long, or was begun in another browser. Try again.',
  refused: 'The identity provider did not let you in.',
  failed: 'The identity provider let you in, but its answer was not accepted. An admin finds the reason in the log.',
};

const state = {sending: false, problem: null, provider: null, asked: false};

export const signInPage = {
  title: () => 'Sign in',
  view: () => html`<form class="panel sign-in" @submit=${submit}>
    <h1>Sign in</h1>
    ${ask()} ${byProvider()}
    <p>Paste an API token, or an access token of your identity provider. An admin makes one with
      <code>ionroller token create NAME --role viewer</code>.</p>
    <label>Token <input type="password" name="token" required autocomplete="current-password" spellcheck="false"></label>
    ${problemView(state.problem ?? session.problem)}
    <button class="primary" ?disabled=${state.sending}>${state.sending ? 'Asking…' : 'Sign in'}</button>
    <p class="dim">It is kept for 12 hours in a cookie that no script can read.</p>
  </form>`,
};

/** Asks once whether there is a provider; without an answer there is still the token. */
function ask() {
  if (!state.asked) {
    state.asked = true;
    get('/session/ways').then(({provider = null}) => {
      state.provider = provider;
      invalidate();
    }, () => {});
  }
  return nothing;
}

function byProvider() {
  const failed = FAILED[new URLSearchParams(location.search).get('login')];
  if (!state.provider) return nothing;
  const to = encodeURIComponent(location.pathname);
  return html`${failed ? html`<p class="problem" role="alert">${failed}</p>` : nothing}
    <a class="button primary" href="/session/login?to=${to}">Sign in with ${state.provider}</a>
    <p class="dim">or with a token:</p>`;
}

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
