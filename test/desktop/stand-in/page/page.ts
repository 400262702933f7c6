import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'

/** The smallest page that exercises the window; the real one behaves the same towards `window.desk`. */

interface Client {
  signIn(input: { name: string; pin: string }): Promise<string>
  figure(id: string): Promise<number>
  exportFigures(): Promise<string>
}

const LOST = '后台服务中断，请重试。'

const { desk } = window
if (!desk) throw new Error('this page runs in the window only')

let client = awaitClient()
let giveUp: (() => void) | undefined

desk.onBackendLost(() => {
  giveUp?.()
  client = awaitClient()
})
desk.setLanguage('zh')

find('form').addEventListener('submit', (event) => {
  event.preventDefault()
  const [name, pin] = [
    find<HTMLInputElement>('input[type=text]').value,
    find<HTMLInputElement>('[type=password]').value,
  ]
  void act(async (call) => {
    await call.signIn({ name, pin })
    find('form').hidden = true
    find('section').hidden = false
    find('strong').textContent = String(await call.figure('handover/done'))
  })
})
find('[data-testid=export-xlsx]').addEventListener('click', () => {
  void act(async (call) => report(await desk.saveExport(await call.exportFigures())))
})
find('[data-testid=print-pdf]').addEventListener('click', () => {
  void act(async () => report(await desk.savePdf({ paper: 'A4', landscape: false, name: '年度工作总结' })))
})

/** Every call ends: with its answer, or with an error when the backend dies meanwhile. */
async function act(work: (call: Client) => Promise<void>): Promise<void> {
  find('[role=alert]').textContent = ''
  const lost = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new Error(LOST))
  })
  await Promise.race([client.then(work), lost]).catch((error: unknown) => {
    find('[role=alert]').textContent = wordsOf(error)
  })
}

/** A port that closes makes oRPC reject what is pending in words of its own, often before `onBackendLost` is heard. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error instanceof ORPCError || !error.message.startsWith('[AsyncIdQueue]') ? error.message : LOST
}

function awaitClient(): Promise<Client> {
  return new Promise((resolve) => {
    window.addEventListener('message', function listen({ data, source, ports: [port] }) {
      if (source !== window || data?.type !== 'desk-port' || !port) return
      window.removeEventListener('message', listen)
      port.start()
      resolve(createORPCClient<never>(new RPCLink({ port })) as Client)
    })
    desk?.connect()
  })
}

function report(outcome: string): void {
  find('[role=status]').textContent = outcome
}

function find<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const element = document.querySelector<Kind>(selector)
  if (!element) throw new Error(`no ${selector}`)
  return element
}
