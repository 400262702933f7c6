// The backend's end of `bridge.cjs`: gives it the `process.parentPort` that a utility process of Electron has.
const { EventEmitter } = require('node:events')

/** Behaves as Electron's MessagePortMain: silent until started, then `message` events with `data`, then `close`. */
class RelayedPort extends EventEmitter {
  #number
  #waiting = []
  #started = false
  #open = true

  constructor(number) {
    super()
    this.#number = number
  }

  start() {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] })
  }

  postMessage(data) {
    if (this.#open) send({ kind: 'port', number: this.#number, data })
  }

  close() {
    if (!this.#open) return
    this.closed()
    send({ kind: 'port-closed', number: this.#number })
  }

  receive(data) {
    if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  closed() {
    this.#open = false
    ports.delete(this.#number)
    this.emit('close')
  }
}

class ParentPort extends EventEmitter {
  postMessage(message) {
    send({ kind: 'control', message })
  }
}

const ports = new Map()
const parentPort = new ParentPort()
const early = []
Object.defineProperty(process, 'parentPort', { value: parentPort })
// An ES module is loaded after this one; what arrives before it listens is kept, as Electron keeps it.
parentPort.on('newListener', (event) => {
  if (event !== 'message') return
  setImmediate(() => {
    for (const control of early.splice(0)) parentPort.emit('message', control)
  })
})

process.on('message', (packet) => {
  if (packet.kind === 'control') control(packet)
  else if (packet.kind === 'port') ports.get(packet.number)?.receive(packet.data)
  else ports.get(packet.number)?.closed()
})
// The application is gone, however it went: so is its backend.
process.on('disconnect', () => process.exit(0))

function control({ message, ports: numbers }) {
  const received = numbers.map((number) => {
    const port = new RelayedPort(number)
    ports.set(number, port)
    return port
  })
  const event = { data: message, ports: received }
  if (parentPort.listenerCount('message') > 0) parentPort.emit('message', event)
  else early.push(event)
}

function send(packet) {
  if (process.connected) process.send(packet)
}
