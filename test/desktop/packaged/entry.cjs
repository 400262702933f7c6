// The entry of a packaged test build on an Electron whose Node is too old for better-sqlite3: the bridge, then the
// application. The bridge's Node knows no archives, so what it runs lies unpacked beside this one.
const path = require('node:path')
const { utilityProcess } = require('electron')

const unpacked = (file) => file.replace(`app.asar${path.sep}`, `app.asar.unpacked${path.sep}`)

require(unpacked(path.join(__dirname, '..', 'bridge.cjs')))
const bridged = utilityProcess.fork
utilityProcess.fork = (modulePath, ...rest) => bridged(unpacked(modulePath), ...rest)
require('../../../dist/electron/main.cjs')
