// Loaded with `-r` into an Electron whose Node is too old for better-sqlite3. It replaces utilityProcess.fork, and only
// that, by the same backend on the Node named by DESK_BACKEND_NODE. Ports cannot be transferred to a child process, so
// each gets a number and its messages are relayed; `bridge-child.cjs` is the other end.
const { fork } = require('node:child_process')
const { EventEmitter } = require('node:events')
const path = require('node:path')
const { app, utilityProcess } = require('electron')

const node = process.env.DESK_BACKEND_NODE
if (!node) throw new Error('DESK_BACKEND_NODE must name the executable of Node 22 or newer')

class BridgedProcess extends EventEmitter {
  #child
  #ports = new Map()
  #lastPort = 0

  constructor(modulePath, args, options) {
    super()
    this.#child = fork(modulePath, args, {
      execPath: node,
      execArgv: ['--require', path.join(__dirname, 'bridge-child.cjs')],
      serialization: 'advanced',
      cwd: options.cwd,
      env: { ...(options.env ?? process.env), NODE_OPTIONS: '' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.pid = this.#child.pid
    this.#child.on('spawn', () => this.emit('spawn'))
    this.#child.on('message', (packet) => this.#receive(packet))
    this.#child.on('error', (error) => process.stderr.write(`bridge: ${error.stack}\n`))
    this.#child.on('exit', (code, signal) => this.#end(code ?? signal))
    app.once('quit', this.#killAtQuit)
  }

  postMessage(message, transfer = []) {
    if (!this.#child.connected) return
    const ports = transfer.map((port) => this.#relay(port))
    this.#send({ kind: 'control', message, ports })
  }

  kill() {
    return this.#child.kill()
  }

  #killAtQuit = () => this.#child.kill('SIGKILL')

  #relay(port) {
    const number = ++this.#lastPort
    this.#ports.set(number, port)
    port.on('message', ({ data }) => this.#send({ kind: 'port', number, data }))
    port.on('close', () => {
      if (this.#ports.delete(number)) this.#send({ kind: 'port-closed', number })
    })
    port.start()
    return number
  }

  #receive(packet) {
    if (packet.kind === 'control') this.emit('message', packet.message)
    else if (packet.kind === 'port') this.#ports.get(packet.number)?.postMessage(packet.data)
    else this.#close(packet.number)
  }

  #close(number) {
    const port = this.#ports.get(number)
    this.#ports.delete(number)
    port?.close()
  }

  #send(packet) {
    // The child may be gone with its exit not yet heard of; then nobody waits for this packet either.
    if (this.#child.connected) this.#child.send(packet, () => {})
  }

  #end(code) {
    app.off('quit', this.#killAtQuit)
    for (const number of [...this.#ports.keys()]) this.#close(number)
    this.pid = undefined
    this.emit('exit', code)
  }
}

utilityProcess.fork = (modulePath, args = [], options = {}) => new BridgedProcess(modulePath, args, options)
