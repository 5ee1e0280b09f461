// All pages. A page has a title, a view, and may have enter(name), leave() and reload(). One with
// glance() is entered before anybody listens to events: it shows what it got by that, and reads when it is to reload.

import {html} from '../lib/lit-html/lit-html.js';
import {loadOthers} from '../core/modules.js';
import {invalidate} from '../core/render.js';
import {addressOf} from '../core/router.js';
import {fleet} from './fleet.js';

const unknown = {
  title: () => 'Not found',
  view: () => html`<h1>There is nothing here</h1><p><a href=${addressOf.fleet()}>See all services</a></p>`,
};

/** A page whose modules are loaded behind those of the fleet. */
function later(title, load) {
  let page = null;
  let wanted = null;
  return {
    title,
    async enter(name) {
      wanted = name;
      loadOthers();
      const loaded = await load();
      if (wanted !== name) return; // it was left meanwhile
      page = loaded;
      page.enter(name);
      invalidate();
    },
    leave() {
      wanted = null;
      page?.leave();
      page = null;
    },
    reload: () => page?.reload(),
    view: name => (page ? page.view(name) : html`<p class="dim">Reading…</p>`),
  };
}

export const pages = {
  fleet,
  service: later(name => name, async () => (await import('./service.js')).service),
  past: later(name => `${name}, as it was`, async () => (await import('./past.js')).pastPage),
  audit: later(() => 'Audit', async () => (await import('./audit.js')).audit),
  unknown,
};
