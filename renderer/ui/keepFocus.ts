/** Where somebody was: what had the focus, then what stood around it, the nearest first. */
interface Place {
  readonly around: readonly HTMLElement[]
  /** The title of the page it was on; gone with the page. */
  readonly heading: Element | null
}

/** Said of what comes next once its neighbour is gone: the next step of a record, the next visit of a plan. */
const next = '[data-focus-next]'

/** Given to a part of the page that holds the focus for want of anything better. */
const held = 'data-focus-held'

/** Dialogs give the focus back a moment after they close. */
const patience = 40

/**
 * Keeps the focus on the page. What has it goes often enough: a form that is saved, the button of a step that is taken, a
 * dialog together with whatever opened it, the lock. A browser then drops it and the next key reaches nothing. Here it
 * goes to what comes next beside what is gone, back to what opened the dialog, or at least to the part of the page around.
 */
export function keepFocus(): void {
  /** By layer, the page or one of the dialogs over it; the latest last. */
  const places = new Map<Element, Place>()
  let isLeft = false
  let timer: ReturnType<typeof setTimeout> | undefined

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    isLeft = false
    const layer = layerOf(target) ?? document.body
    places.delete(layer)
    places.set(layer, { around: aroundOf(target, layer), heading: document.querySelector('main h1') })
  })

  // Somebody who clicks on empty paper wants the focus nowhere.
  document.addEventListener('focusout', ({ target }) =>
    setTimeout(() => {
      if (isLost() && target instanceof HTMLElement && canTake(target)) isLeft = true
    }),
  )

  function lookAgain(): void {
    if (isLeft || !isLost()) return
    for (const layer of places.keys()) if (!layer.isConnected) places.delete(layer)
    const dialog = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].findLast(isSeen)
    const ways = [...places].reverse().filter(([layer]) => !dialog || layer === dialog)
    for (const [layer, place] of ways) {
      const goal = goalOf(place, layer)
      if (goal === 'wait') return
      if (goal) {
        take(goal)
        return
      }
    }
  }

  new MutationObserver(() => {
    if (timer !== undefined || !isLost()) return
    timer = setTimeout(() => {
      timer = undefined
      lookAgain()
    }, patience)
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'inert'],
  })
}

/** True where nobody has put the focus: it is lost, or held by a part of the page for want of anything better. */
export function isFocusFree(): boolean {
  return isLost() || document.activeElement?.hasAttribute(held) === true
}

function isLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body
}

function layerOf(element: Element): Element | null {
  return element.closest('[role="dialog"], main')
}

function aroundOf(element: HTMLElement, layer: Element): HTMLElement[] {
  const around = [element]
  for (let one = element.parentElement; one && one !== layer && one !== document.body; one = one.parentElement)
    around.push(one)
  return around
}

/** Where the focus goes on a layer; `wait` where it comes by itself; nothing where the layer leads nowhere. */
function goalOf({ around, heading }: Place, layer: Element): HTMLElement | 'wait' | undefined {
  // The bar and the sign-in page keep nobody.
  if (layer === document.body) return undefined
  const [own] = around
  if (own && canTake(own)) return own
  // A busy button is back in a moment, and another page takes its own focus.
  if (own?.isConnected && own.matches('[data-loading]')) return 'wait'
  if (layer.tagName === 'MAIN' && !heading?.isConnected) return 'wait'
  const near = around.slice(1).find((one) => one.isConnected && isSeen(one))
  return near && (nextTo(near, layer) ?? near)
}

/** What is said to come next, within a part of the page or after it. */
function nextTo(part: HTMLElement, layer: Element): HTMLElement | undefined {
  const after = Node.DOCUMENT_POSITION_FOLLOWING
  const marked = [...layer.querySelectorAll<HTMLElement>(next)]
  return marked.find((one) => (part.compareDocumentPosition(one) & after) !== 0 && canTake(one))
}

function canTake(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && isSeen(element)
}

function isSeen(element: Element): boolean {
  return element.closest('[inert]') === null && element.checkVisibility({ visibilityProperty: true })
}

function take(goal: HTMLElement): void {
  goal.focus({ preventScroll: true })
  if (document.activeElement === goal) return
  // A part of the page takes it for this once.
  goal.setAttribute('tabindex', '-1')
  goal.setAttribute(held, '')
  goal.focus({ preventScroll: true })
  goal.addEventListener(
    'blur',
    () => {
      goal.removeAttribute('tabindex')
      goal.removeAttribute(held)
    },
    { once: true },
  )
}
