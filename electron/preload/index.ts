import { contextBridge, ipcRenderer } from 'electron'
import {
  type BridgeAnswer,
  bridgeChannels,
  type DesktopBridge,
  type MenuCommand,
  PORT_MESSAGE,
  pageChannels,
  VERSION_ARGUMENT,
} from '../contract/bridge.ts'

const bridge: DesktopBridge = {
  platform: process.platform,
  version: argument(VERSION_ARGUMENT),
  connect: () => ipcRenderer.send(bridgeChannels.connect),
  setLanguage: (language) => ipcRenderer.send(bridgeChannels.setLanguage, language),
  notify: (title, text) => ipcRenderer.send(bridgeChannels.notify, title, text),
  setProgress: (progress) => ipcRenderer.send(bridgeChannels.setProgress, progress),
  saveExport: (exportId) => ask(bridgeChannels.saveExport, exportId),
  print: () => ask(bridgeChannels.print),
  savePdf: (options) => ask(bridgeChannels.savePdf, options),
  openOfficeFile: () => ask(bridgeChannels.openOfficeFile),
  chooseFolder: () => ask(bridgeChannels.chooseFolder),
  chooseBackup: () => ask(bridgeChannels.chooseBackup),
  updates: {
    state: () => ask(bridgeChannels.updateState),
    chooseFeed: (address) => ask(bridgeChannels.chooseUpdateFeed, address),
    look: () => ask(bridgeChannels.lookForUpdate),
    install: () => ask(bridgeChannels.installUpdate),
  },
  onBackendLost: (listener) => listen(pageChannels.backendLost, () => listener()),
  onMenu: (listener) => listen(pageChannels.menu, (command) => listener(command as MenuCommand)),
}

contextBridge.exposeInMainWorld('desk', bridge)

// A port cannot pass through contextBridge; the window's own message event carries it into the page's world.
ipcRenderer.on(pageChannels.port, (event) => {
  window.postMessage({ type: PORT_MESSAGE }, window.location.origin, event.ports)
})

async function ask<Value>(channel: string, ...args: unknown[]): Promise<Value> {
  const answer = (await ipcRenderer.invoke(channel, ...args)) as BridgeAnswer<Value>
  if (answer.ok) return answer.value
  throw new Error(answer.message)
}

function listen(channel: string, listener: (value: unknown) => void): void {
  ipcRenderer.on(channel, (_event, value: unknown) => listener(value))
}

function argument(prefix: string): string {
  return process.argv.find((value) => value.startsWith(prefix))?.slice(prefix.length) ?? ''
}
