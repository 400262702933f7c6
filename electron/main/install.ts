import type { App, Event, Session, WebContents } from 'electron'
import type { ExternalDoor } from './externalDoor.ts'
import { mayLoad, mayNavigate, mayUse } from './policy.ts'

interface PolicyInForce {
  readonly app: Pick<App, 'on'>
  readonly session: Pick<
    Session,
    | 'on'
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'webRequest'
  >
  readonly openExternal: ExternalDoor
  /** An unpackaged run may show its developer tools. */
  readonly developing: boolean
  readonly log: (line: string) => void
}

/** Puts the policy in force for every document of this run; call it before the first window opens. */
export function installPolicy(parts: PolicyInForce): void {
  parts.app.on('web-contents-created', (_event, contents) => guardContents(contents, parts))
  guardSession(parts)
}

function guardContents(contents: WebContents, { openExternal, log }: PolicyInForce): void {
  const refuseForeign = (event: Event<{ url: string }>): void => {
    if (mayNavigate(event.url)) return
    event.preventDefault()
    log(`refused to go to ${event.url.slice(0, 200)}`)
  }
  contents.on('will-navigate', refuseForeign)
  contents.on('will-frame-navigate', refuseForeign)
  contents.on('will-redirect', refuseForeign)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}

function guardSession({ session, developing, log }: PolicyInForce): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    const allowed = mayUse(permission)
    if (!allowed) log(`refused the permission ${permission}`)
    answer(allowed)
  })
  session.setPermissionCheckHandler((_contents, permission) => mayUse(permission))
  session.setDevicePermissionHandler(({ deviceType }) => mayUse(deviceType))
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  // Files leave through the save dialog only; a link with `download` would choose its own name and place.
  session.on('will-download', (event, item) => {
    event.preventDefault()
    log(`refused to download ${item.getURL().slice(0, 200)}`)
  })
  session.webRequest.onBeforeRequest((request, answer) => {
    const allowed = mayLoad(request.url, developing)
    if (!allowed) log(`refused to load ${request.url.slice(0, 200)}`)
    answer({ cancel: !allowed })
  })
}
