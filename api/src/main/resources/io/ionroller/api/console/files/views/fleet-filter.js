// Which services are shown and in which order, as the address says.

import {query} from '../core/router.js';
import {percent} from '../core/format.js';
import {services} from './fleet-data.js';

export const FILTERS = {
  all: {text: 'All', keeps: () => true},
  rollout: {text: 'Rolling out', keeps: line => Boolean(line.next)},
  waiting: {text: 'Waiting', keeps: line => line.next?.phase === 'paused'},
  unhealthy: {text: 'Unhealthy', keeps: line => !health(line).good},
  ended: {text: 'Taken back', keeps: line => !line.next && line.last && line.last.phase !== 'completed'},
  empty: {text: 'Nothing deployed', keeps: line => !line.current && !line.next},
};

/** Each answers what is compared; the text of a name for equal ones. */
export const ORDERS = {
  name: {text: 'Service', of: () => 0},
  version: {text: 'Version', of: line => line.current?.version ?? '\uffff'},
  rollout: {text: 'Rollout', of: line => (line.next ? PHASES.indexOf(line.next.phase) : PHASES.length)},
  health: {text: 'Health', of: line => (health(line).good ? 1 : 0)},
  changed: {text: 'Changed', of: line => -Date.parse(line.changed_at)},
  who: {text: 'By', of: line => line.requested_by ?? '\uffff'},
};

const PHASES = ['rolling-back', 'paused', 'creating', 'verifying', 'shifting', 'baking', 'finishing', 'queued'];

/** Instances of what has traffic or is being rolled out: healthy and required ones. */
export function health(line) {
  const used = line.environments.filter(
    (environment, index, all) =>
      percent(environment.intended_weight) > 0 || (line.next && index === all.length - 1),
  );
  const healthy = used.reduce((sum, environment) => sum + Math.min(environment.healthy, environment.required), 0);
  const required = used.reduce((sum, environment) => sum + environment.required, 0);
  return {healthy, required, good: healthy >= required};
}

/** What the address asks for. */
export function asked() {
  const address = query();
  const sort = address.get('sort') ?? 'name';
  const order = sort.replace(/^-/, '');
  return {
    text: address.get('q') ?? '',
    show: address.get('show') in FILTERS ? address.get('show') : 'all',
    order: order in ORDERS ? order : 'name',
    descending: sort.startsWith('-'),
  };
}

let kept = {key: null, lines: [], counts: {}};

/** The lines to show and how many each filter would; made anew only when something has changed. */
export function selected() {
  const {text, show, order, descending} = asked();
  const key = `${services.version}|${text}|${show}|${order}|${descending}`;
  if (kept.key !== key) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [...services.lines.values()].filter(line => matches(line, words));
    const counts = Object.fromEntries(
      Object.entries(FILTERS).map(([name, filter]) => [name, found.filter(filter.keeps).length]),
    );
    kept = {key, lines: sorted(found.filter(FILTERS[show].keeps), order, descending), counts};
  }
  return kept;
}

function matches(line, words) {
  if (words.length === 0) return true;
  const text = [line.name, line.current?.version, line.next?.version, line.next?.phase, line.requested_by]
    .join(' ')
    .toLowerCase();
  return words.every(word => text.includes(word));
}

function sorted(lines, order, descending) {
  const keyed = lines.map(line => [ORDERS[order].of(line), line]);
  const sign = descending ? -1 : 1;
  keyed.sort(([one, a], [other, b]) => sign * (compare(one, other) || compare(a.name, b.name)));
  return keyed.map(([, line]) => line);
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
