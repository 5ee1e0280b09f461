// Who is at the console and what it may do, as the engine says. The credential itself is in a cookie that no script can read.

import {get, onSignedOut, send} from './net.js';
import {invalidate} from './render.js';

const PAUSE = 1000;

/** status is unknown, in or out; without a user the engine asks nobody for a credential. The problem is why one is out, or may nothing. */
export const session = {status: 'unknown', user: null, roles: [], problem: null};

/** Asks who is here; resolves when the engine has said it. */
export async function begin() {
  while (session.status === 'unknown') {
    try {
      const {user = null, roles} = await get('/session');
      Object.assign(session, {status: 'in', user, roles, problem: null});
    } catch (problem) {
      if (problem.status === 403) Object.assign(session, {status: 'in', problem});
      else if (session.status === 'unknown') await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
    invalidate();
  }
}

/** Has the browser remember a credential; fails with the engine's problem. The page then begins anew, as who one is now. */
export async function signIn(token) {
  await send('POST', '/session', {token});
  location.reload();
}

export async function signOut() {
  await send('DELETE', '/session', {});
  location.reload();
}

/** Whether one may do something with a service. */
export function may(permission, service) {
  return session.status !== 'in' || session.roles.some(({services, permissions}) => permissions.includes(permission) && fits(service, services));
}

/** Why one may not, or null. */
export function missing(permission, service) {
  return may(permission, service) ? null : `You lack the permission '${permission}' for ${service}`;
}

function fits(service, pattern) {
  return pattern.endsWith('*') ? service.startsWith(pattern.slice(0, -1)) : service === pattern;
}

onSignedOut(problem => {
  Object.assign(session, {status: 'out', problem: problem.code === 'credential-missing' ? null : problem});
  invalidate();
});
