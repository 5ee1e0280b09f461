// Requests per second and share of errors of every environment, made from what the router counted.

import {invalidate} from '../core/render.js';

const KEPT = 10 * 60;
const LEAST_BETWEEN = 900;

/** Rows of {at, rates: Map(environment, {perSecond, errorShare})}, oldest first. */
export const traffic = {rows: [], environments: new Map()};

let last = null;

export function resetTraffic() {
  traffic.rows = [];
  traffic.environments = new Map();
  last = null;
}

export function keepTraffic(environments) {
  const now = Date.now();
  const counts = new Map(environments.filter(one => one.traffic).map(one => [one.id, one.traffic]));
  for (const one of environments) if (one.traffic) traffic.environments.set(one.id, one.version);
  if (last === null) {
    last = {at: now, counts};
    return;
  }
  const seconds = (now - last.at) / 1000;
  if (now - last.at < LEAST_BETWEEN) return;
  const rates = new Map();
  for (const [id, count] of counts) {
    const before = last.counts.get(id);
    if (before && count.requests >= before.requests) rates.set(id, rate(before, count, seconds));
  }
  traffic.rows = [...traffic.rows.slice(-KEPT + 1), {at: now, rates}];
  last = {at: now, counts};
  invalidate();
}

function rate(before, count, seconds) {
  const requests = count.requests - before.requests;
  const errors = Math.max(0, count.errors - before.errors);
  return {perSecond: requests / seconds, errorShare: requests > 0 ? (100 * errors) / requests : null};
}

/** The newest rate of an environment; absent when there is none yet. */
export function rateOf(id) {
  return traffic.rows.at(-1)?.rates.get(id);
}
