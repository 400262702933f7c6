let open = 0
let escaping = false

/** Marks that a question stands above everything else on screen; answers what ends it, however often it is called. */
export function questionOpened(): () => void {
  let asked = true
  open += 1
  return () => {
    if (asked) open -= 1
    asked = false
  }
}

/** True while a question waits for its answer: nothing beneath it takes a key. */
export function isAsking(): boolean {
  return open > 0 || escaping
}

// Every dialog hears Escape by itself, in no certain order. The one that ends a question belongs to the question alone.
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key !== 'Escape' || open === 0) return
    escaping = true
    setTimeout(() => {
      escaping = false
    })
  },
  { capture: true },
)
