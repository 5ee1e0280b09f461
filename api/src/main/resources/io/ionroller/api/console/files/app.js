// Begins: draws the page, listens to the feed, and reads what the page shows.

import {listen, onGap} from './core/live.js';
import {invalidate, onDraw} from './core/render.js';
import {onMove, place} from './core/router.js';
import {drawShell} from './views/shell.js';
import {pages} from './views/pages.js';

let shown = null;

/** Leaves the page that is shown and enters the one of the address. */
function enter() {
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
onDraw(() => drawShell(shown.page));
onGap(() => shown.page.reload?.());
// Listening comes first, so that nothing falls between what is read and what is heard.
listen().then(() => {
  enter();
  invalidate();
});
