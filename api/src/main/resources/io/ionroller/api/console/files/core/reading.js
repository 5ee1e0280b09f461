// How answers that come while things go on are put together, so that an older one never hides a newer one.

/** Does work one at a time; asked meanwhile, it is done once more afterwards, because the answer under way may be too old. */
export function oneAtATime(work) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
    running = null;
  };
  return () => {
    if (running) again = true;
    else running = run();
    return running;
  };
}

/** Events of a page and those that were heard since it was asked for, newest first, each once. */
export function merged(page, heard) {
  const all = new Map([...page, ...heard].map(event => [event.offset, event]));
  return [...all.values()].sort((one, other) => other.offset - one.offset);
}
