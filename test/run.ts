import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireNode } from '../electron/cli/node.ts'

/**
 * `npm test`: lint, types, and every test there is, browser and window included. The last line counts what really ran.
 */
requireNode()
const root = fileURLToPath(new URL('../', import.meta.url))
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results)

let [passed, failed, broken] = [0, 0, false]
step('lint', 'biome', ['check', '--error-on-warnings', '.'])
step('types', 'tsc', ['--noEmit'])
tests('main', 'test/vitest.config.ts')
tests('desktop', 'test/desktop/vitest.config.ts')
process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || broken ? 1 : 0

function step(name: string, command: string, args: readonly string[]): void {
  process.stdout.write(`\n— ${name}\n`)
  if (run(command, args) === 0) return
  broken = true
  process.stdout.write(`${name} failed\n`)
}

function tests(name: string, config: string): void {
  process.stdout.write(`\n— tests: ${name}\n`)
  const report = join(results, `${name}.json`)
  const status = run('vitest', [
    'run',
    '-c',
    config,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  if (status !== 0) broken = true
  if (!existsSync(report)) {
    failed += 1
    process.stdout.write(`${name}: the run ended without a report\n`)
    return
  }
  const counted = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numFailedTestSuites: number
    numPendingTests: number
  }
  if (counted.numPendingTests > 0) {
    broken = true
    process.stdout.write(`${name}: ${counted.numPendingTests} tests were skipped, and none may be\n`)
  }
  passed += counted.numPassedTests
  // A file that could not even be loaded has no failed test of its own.
  failed += Math.max(counted.numFailedTests, status !== 0 && counted.numFailedTests === 0 ? 1 : 0)
}

function run(command: string, args: readonly string[]): number {
  const binary = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${command}.cmd` : command)
  const { status } = spawnSync(binary, [...args], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  return status ?? 1
}
