// The modules that the first page does not need. Their links, with their hashes, wait in the page's template until they are
// wanted, so that the browser does not load them before it shows anything.

/** Begins to load them, if nobody has yet. */
export function loadOthers() {
  const later = document.querySelector('#later');
  if (!later) return;
  document.head.append(later.content);
  later.remove();
}
