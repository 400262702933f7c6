import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { z } from 'zod'
import {
  type BridgeAnswer,
  bridgeChannels,
  type Language,
  type Offer,
  type PdfOptions,
  type Progress,
  type UpdateState,
} from '../contract/bridge.ts'
import { maySend, type Sender } from './policy.ts'
import { Problem } from './problem.ts'

/** What a page may ask for; `page` is always one of our own windows. */
export interface PageRequests {
  connect(page: WebContents): void
  setLanguage(language: Language): void
  notify(page: WebContents, title: string, text: string): void
  setProgress(page: WebContents, progress: Progress): void
  saveExport(page: WebContents, exportId: string): Promise<'saved' | 'cancelled'>
  print(page: WebContents): Promise<'printed' | 'cancelled'>
  savePdf(page: WebContents, options: PdfOptions): Promise<'saved' | 'cancelled'>
  openOfficeFile(page: WebContents): Promise<'opened' | 'cancelled'>
  chooseFolder(page: WebContents): Promise<Offer | null>
  chooseBackup(page: WebContents): Promise<Offer | null>
  updateState(): Promise<UpdateState>
  chooseUpdateFeed(address: string | null): Promise<UpdateState>
  lookForUpdate(): Promise<UpdateState>
  installUpdate(): Promise<'installing' | 'cancelled'>
}

interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'on' | 'handle'>
  readonly requests: PageRequests
  readonly isOwnWindow: (contents: WebContents) => boolean
  /** The words of a failure for the clerk. */
  readonly explain: (error: unknown) => string
  readonly log: (line: string) => void
}

const nothing = z.tuple([])
const language = z.tuple([z.enum(['zh', 'en'])])
const notice = z.tuple([z.string().min(1).max(200), z.string().max(500)])
const progress = z.tuple([z.union([z.number().min(0).max(1), z.literal('unknown'), z.null()])])
const exportId = z.tuple([z.string().regex(/^[\w-]{1,80}$/)])
const pdfOptions = z.tuple([z.strictObject({ name: z.string().min(1).max(120) })])
const feed = z.tuple([z.string().max(500).nullable()])

/** Listens to the pages: each message's sender is checked, then its arguments, then it is acted on. */
export function listenToPages(parts: IpcParts): void {
  const { requests } = parts
  tell(parts, bridgeChannels.connect, nothing, (page) => requests.connect(page))
  tell(parts, bridgeChannels.setLanguage, language, (_page, chosen) => requests.setLanguage(chosen))
  tell(parts, bridgeChannels.notify, notice, (page, title, text) => requests.notify(page, title, text))
  tell(parts, bridgeChannels.setProgress, progress, (page, far) => requests.setProgress(page, far))
  ask(parts, bridgeChannels.saveExport, exportId, (page, id) => requests.saveExport(page, id))
  ask(parts, bridgeChannels.print, nothing, (page) => requests.print(page))
  ask(parts, bridgeChannels.savePdf, pdfOptions, (page, options) => requests.savePdf(page, options))
  ask(parts, bridgeChannels.openOfficeFile, nothing, (page) => requests.openOfficeFile(page))
  ask(parts, bridgeChannels.chooseFolder, nothing, (page) => requests.chooseFolder(page))
  ask(parts, bridgeChannels.chooseBackup, nothing, (page) => requests.chooseBackup(page))
  ask(parts, bridgeChannels.updateState, nothing, () => requests.updateState())
  ask(parts, bridgeChannels.chooseUpdateFeed, feed, (_page, address) => requests.chooseUpdateFeed(address))
  ask(parts, bridgeChannels.lookForUpdate, nothing, () => requests.lookForUpdate())
  ask(parts, bridgeChannels.installUpdate, nothing, () => requests.installUpdate())
}

function tell<Args extends unknown[]>(
  parts: IpcParts,
  channel: string,
  schema: z.ZodType<Args>,
  act: (page: WebContents, ...args: Args) => void,
): void {
  parts.ipcMain.on(channel, (event, ...raw) => {
    try {
      act(event.sender, ...admitted(parts, event, schema, raw))
    } catch (error) {
      parts.log(`${channel}: ${String(error)}`)
    }
  })
}

function ask<Args extends unknown[], Value>(
  parts: IpcParts,
  channel: string,
  schema: z.ZodType<Args>,
  act: (page: WebContents, ...args: Args) => Promise<Value>,
): void {
  parts.ipcMain.handle(channel, async (event, ...raw): Promise<BridgeAnswer<Value>> => {
    try {
      return { ok: true, value: await act(event.sender, ...admitted(parts, event, schema, raw)) }
    } catch (error) {
      parts.log(`${channel}: ${String(error)}`)
      return { ok: false, message: parts.explain(error) }
    }
  })
}

function admitted<Args extends unknown[]>(
  parts: IpcParts,
  event: IpcMainEvent | IpcMainInvokeEvent,
  schema: z.ZodType<Args>,
  raw: unknown[],
): Args {
  if (!maySend(senderOf(parts, event))) throw new Problem('refused')
  const args = schema.safeParse(raw)
  if (!args.success) throw new Problem('badRequest')
  return args.data
}

/** A frame that is gone by now has no address and is refused with the rest. */
function senderOf(parts: IpcParts, event: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame
  return {
    url: frame?.url ?? '',
    isMainFrame: frame?.parent === null,
    isOwnWindow: parts.isOwnWindow(event.sender),
  }
}
