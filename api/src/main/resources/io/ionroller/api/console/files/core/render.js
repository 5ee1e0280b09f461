// When the page is drawn: soon after something changed, at most once per frame, and once a second for what counts time.

const ONE_SECOND = 1000;

let draw = () => {};
let due = false;

/** Says how the page is drawn; called once. */
export function onDraw(function_) {
  draw = function_;
  setInterval(() => {
    if (!document.hidden) invalidate();
  }, ONE_SECOND);
}

/** Something changed: the page is drawn with the next frame. */
export function invalidate() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    draw();
  });
}
