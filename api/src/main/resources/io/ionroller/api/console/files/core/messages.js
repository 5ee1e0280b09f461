// Reads a text/event-stream as the WHATWG HTML standard describes it.

/** Yields {id, data} for every block; data is null for a block that only says where the stream is, or that it is alive. */
export async function* messages(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let block = blank();
  while (true) {
    const {value, done} = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        yield {id: block.id, data: block.data.length ? block.data.join('\n') : null};
        block = blank();
      } else {
        take(block, line);
      }
    }
  }
}

function blank() {
  return {id: null, data: []};
}

function take(block, line) {
  const colon = line.indexOf(':');
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'id') block.id = value;
  if (field === 'data') block.data.push(value);
}
