// Begins: draws the page, listens to the feed, and reads what the page shows.

import {listen, onGap} from './core/live.js';
import {loadOthers} from './core/modules.js';
import {invalidate, onDraw} from './core/render.js';
import {onMove, place} from './core/router.js';
import {begin, session} from './core/session.js';
import {drawShell} from './views/shell.js';
import {pages} from './views/pages.js';
import {signInPage} from './views/sign-in.js';

let shown = null;

/** Leaves the page that is shown and enters the one of the address. */
function enter() {
  if (session.status !== 'in') return;
  const {page, name} = place();
  const key = `${page} ${name}`;
  if (shown?.key === key) return;
  shown?.page.leave?.();
  shown = {key, page: pages[page]};
  shown.page.enter?.(name);
  document.title = `${shown.page.title(name)} · ION-Roller`;
  scrollTo(0, 0);
}

onMove(enter);
onDraw(() => drawShell(session.status === 'out' ? signInPage : shown?.page));
onGap(() => shown.page.reload?.());
const early = pages[place().page].glance;
early?.();
await begin();
if (session.status === 'in') {
  const begun = listen();
  if (early) enter();
  // Nothing may fall between what is read and what is heard: what was read before one listens is read anew.
  await begun;
  shown?.page.reload?.();
  enter();
} else {
  document.title = `${signInPage.title()} · ION-Roller`;
}
invalidate();
(window.requestIdleCallback ?? setTimeout)(loadOthers);
