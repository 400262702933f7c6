// What Electron's own default_app does for `electron [-r module]... <folder>`, and nothing else: the Electron carried
// on npm comes without one.
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const { modules, folder } = commandLine(process.argv.slice(1))
process.defaultApp = true
// Playwright's module splices process.argv, hence the reading above comes first.
for (const name of modules) Module._load(path.resolve(name), undefined, false)
if (folder === undefined) {
  process.stderr.write('usage: electron [-r module]... <application folder>\n')
  app.exit(2)
} else {
  start(path.resolve(folder))
}

function start(root) {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  app.setVersion(manifest.version)
  app.name = manifest.productName ?? manifest.name
  app.setPath('userData', path.join(app.getPath('appData'), app.name))
  app.setAppPath(root)
  Module._load(path.join(root, manifest.main), undefined, true)
}

function commandLine(args) {
  const modules = []
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '-r' || args[at] === '--require') modules.push(args[++at])
    else if (!args[at].startsWith('-')) return { modules, folder: args[at] }
  }
  return { modules, folder: undefined }
}
