// The newest events of the service, as they happen.

import {html} from '../lib/lit-html/lit-html.js';
import {addressOf} from '../core/router.js';
import {eventList} from '../parts/event-list.js';
import {current} from './service-data.js';

export function serviceEvents() {
  return html`<section class="panel" aria-labelledby="events-title">
    <header><h2 id="events-title">Events</h2><a href=${addressOf.audit({service: current.name})}>All in the audit log</a></header>
    ${eventList(current.events)}
  </section>`;
}
