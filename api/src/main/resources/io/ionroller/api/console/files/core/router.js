// Which page an address means, and how one goes from page to page without loading anew.

import {invalidate} from './render.js';

const ROOT = '/ui/';

let left = () => {};

/** The page and its part of the address: {page: 'service', name: 'hello'}. */
export function place() {
  const [page, name, part] = location.pathname.slice(ROOT.length).split('/');
  if (page === 'services' && name && part === 'past') return {page: 'past', name: decodeURIComponent(name)};
  if (page === 'services' && name) return {page: 'service', name: decodeURIComponent(name)};
  if (page === 'audit') return {page: 'audit', name: ''};
  return page === '' ? {page: 'fleet', name: ''} : {page: 'unknown', name: ''};
}

/** Called after the place has changed. */
export function onMove(listener) {
  left = listener;
}

export function go(address) {
  history.pushState(null, '', address);
  left();
  invalidate();
}

export function query() {
  return new URLSearchParams(location.search);
}

/** Sets parts of the query; empty ones go. The address stays one that can be sent to somebody else. */
export function setQuery(changes) {
  const next = query();
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
  invalidate();
}

export const addressOf = {
  fleet: () => ROOT,
  service: name => `${ROOT}services/${encodeURIComponent(name)}`,
  past: (name, at) => `${ROOT}services/${encodeURIComponent(name)}/past${at ? `?at=${encodeURIComponent(at)}` : ''}`,
  audit: (filter = {}) => {
    const text = new URLSearchParams(filter).toString();
    return `${ROOT}audit${text ? `?${text}` : ''}`;
  },
};

addEventListener('popstate', () => {
  left();
  invalidate();
});

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target) return;
  const url = new URL(link.href);
  if (url.origin === location.origin && url.pathname.startsWith(ROOT) && !url.hash) {
    event.preventDefault();
    go(url.pathname + url.search);
  }
});
