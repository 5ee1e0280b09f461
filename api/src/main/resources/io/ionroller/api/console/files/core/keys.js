// Keyboard shortcuts. A page adds its own while it is shown.

const shortcuts = new Map();

/** @param key as KeyboardEvent.key says it; two keys in a row as "g f" */
export function shortcut(key, action) {
  shortcuts.set(key, action);
  return () => shortcuts.delete(key);
}

let first = null;

function isTyping(target) {
  return target.matches?.('input, textarea, select, [contenteditable]') ?? false;
}

document.addEventListener('keydown', event => {
  // What an element has taken for itself, such as an arrow in a list, is over.
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  const pair = first === null ? null : shortcuts.get(`${first} ${event.key}`);
  const action = pair ?? shortcuts.get(event.key);
  first = pair ? null : event.key;
  if (action && action(event) !== false) event.preventDefault();
});
