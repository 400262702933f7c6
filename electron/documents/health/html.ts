import { type Language, type Words, wordsIn } from '../words.ts'
import { xmlText } from '../xml-text.ts'
import { type Health, sizeNames, versionNames } from './health.ts'

/** A health report as one page of HTML that needs nothing beside it. @param moment puts an ISO moment as the office reads it */
export function healthHtml(health: Health, language: Language, moment: (at: string) => string): string {
  const words = wordsIn(language)
  const part = (name: string) => words(`documents:health.${name}`)
  const title = part('title')
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${text(title)}</h1>
<p>${text(moment(health.at))} · ${text(part('nothingPersonal'))}</p>
${section(part('versions'), facts(versionNames.map((name) => [part(`version.${name}`), health.versions[name]])))}
${section(part('integrity'), integrity(health, words))}
${section(part('sizes'), facts(sizeNames.map((name) => [part(`size.${name}`), megabytes(health.sizes[name])])))}
${section(part('backups'), facts(backups(health, words, moment)))}
${section(
  part('slow'),
  listed(
    health.slow.map(({ procedure, ms, at }) => [procedure, `${ms} ms`, moment(at)]),
    part('noSlow'),
  ),
)}
${section(part('errors'), health.errors.length === 0 ? note(part('noErrors')) : `<pre>${health.errors.map(text).join('\n')}</pre>`)}
${section(part('tables'), facts(health.tables.map(({ name, rows }) => [name, rows.toLocaleString('en')])))}
</body>
</html>
`
}

function integrity({ quickCheck, orphans, problems, checks }: Health, words: Words): string {
  const verdict = quickCheck === 'ok' && problems.length === 0 ? 'sound' : 'unsound'
  return [
    `<p class="${verdict}">${text(words(`documents:health.${verdict}`, { checks: checks.length }))}</p>`,
    facts([
      ['quick_check', quickCheck],
      ['foreign_key_check', String(orphans)],
    ]),
    problems.length === 0
      ? ''
      : facts(problems.map(({ code, count, atLeast }) => [code, `${atLeast ? '≥ ' : ''}${count}`])),
  ].join('')
}

function backups({ backups: { count, newest, second } }: Health, words: Words, moment: (at: string) => string): Fact[] {
  const part = (name: string) => words(`documents:health.${name}`)
  const secondText =
    second === null
      ? part('none')
      : !second.isThere
        ? part('secondMissing')
        : second.newestAt === null
          ? part('none')
          : moment(second.newestAt)
  return [
    [part('backupCount'), String(count)],
    [part('newestBackup'), newest === null ? part('none') : `${moment(newest.at)} (${newest.reason})`],
    [part('secondFolder'), secondText],
  ]
}

type Fact = readonly [string, string]

function section(title: string, content: string): string {
  return `<section>\n<h2>${text(title)}</h2>\n${content}\n</section>`
}

function facts(rows: readonly Fact[]): string {
  return table(rows.map(([label, value]) => `<tr><th>${text(label)}</th><td>${text(value)}</td></tr>`))
}

function listed(rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return note(none)
  return table(rows.map((cells) => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`))
}

function table(rows: readonly string[]): string {
  return `<table>${rows.join('')}</table>`
}

function note(words: string): string {
  return `<p>${text(words)}</p>`
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${(bytes / 1e6).toFixed(1)} MB`
}

function text(value: string): string {
  return xmlText(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const style = `
body { font: 14px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem }
table { border-collapse: collapse } th, td { text-align: left; font-weight: normal; padding: .15rem 1.5rem .15rem 0; vertical-align: top }
th { color: #666 } td { font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; background: #f5f5f5; padding: .6rem }
.sound { color: #1b7f3b } .unsound { color: #b3261e; font-weight: bold }
`
