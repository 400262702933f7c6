import { chartOption, chartSize, chartText } from '../../contract/chartOption.ts'
import type { Chart } from '../../contract/charts.ts'
import { chartSvg } from '../charts/svg.ts'
import { xmlText } from '../xml-text.ts'
import { type PrintedLine, printedLines } from './lines.ts'
import {
  chapterHeading,
  chartNote,
  chartTitle,
  type Report,
  type ReportChapter,
  type ReportSection,
  scopeText,
  signatureText,
  yearHeads,
} from './report.ts'

/** A work report as one page of HTML: nothing beside it is needed, and it prints on A4. */
export function reportHtml(report: Report, foot: string): string {
  const { language, words, title, office, chapters } = report
  const signature = signatureText(report)
  const headings = chapters.map((chapter, index) => chapterHeading(chapter, index, report))
  const entries = chapters.map(
    ({ id, sections }, index) =>
      `<li><a href="#${id}">${text(headings[index] ?? '')}</a><ol>${sections
        .map((section) => `<li><a href="#${id}-${section.id}">${text(section.title)}</a></li>`)
        .join('')}</ol></li>`,
  )
  const appendix = words('documents:report.appendix')
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${title} · ${office}`)}</title>
<style>${style}
@page { @bottom-left { content: ${JSON.stringify(foot).replaceAll('<', '')} } @bottom-right { content: counter(page) " / " counter(pages) } }</style>
</head>
<body>
<header>
<p class="office">${text(office)}</p>
<h1>${text(title)}</h1>
<p class="scope">${text(scopeText(report))}</p>
${report.notes.map((note) => `<p class="notes">${text(note)}</p>`).join('\n')}
${signature === null ? '' : `<p class="scope">${text(signature)}</p>`}
</header>
<nav aria-label="${text(words('documents:report.contents'))}">
<h2>${text(words('documents:report.contents'))}</h2>
<ol>${entries.join('')}<li><a href="#definitions">${text(appendix)}</a></li></ol>
</nav>
<main>
${chapters.map((chapter, index) => chapterHtml(chapter, headings[index] ?? '', report)).join('\n')}
<section id="definitions">
<h2>${text(appendix)}</h2>
<dl>${report.current.figures
    .map(
      (figure) =>
        `<dt id="${definitionId(figure.id)}">${text(figure.label[language])}</dt><dd>${text(figure.definition[language])}</dd>`,
    )
    .join('')}</dl>
</section>
</main>
<footer>${text(foot)}</footer>
</body>
</html>
`
}

function chapterHtml(chapter: ReportChapter, heading: string, report: Report): string {
  return `<section id="${chapter.id}">
<h2>${text(heading)}</h2>
${chapter.text.map((line) => `<p>${text(line.map((run) => run.text).join(''))}</p>`).join('\n')}
${chapter.sections.map((section) => sectionHtml(chapter, section, report)).join('\n')}
</section>`
}

function sectionHtml(chapter: ReportChapter, section: ReportSection, report: Report): string {
  return `<section id="${chapter.id}-${section.id}">
<h3>${text(section.title)}</h3>
${tableHtml(section, report)}
${section.charts.map((chart) => chartHtml(chart, report)).join('\n')}
</section>`
}

function tableHtml(section: ReportSection, report: Report): string {
  const { words } = report
  const lines = section.figures.flatMap((figure) =>
    printedLines([figure], report).map((line) => ({ ...line, figure: figure.now.id })),
  )
  const hasTargets = lines.some((line) => line.target !== '')
  const [now, before] = yearHeads(report)
  const compared =
    before === null ? [] : [before, words('documents:summary.difference'), words('documents:summary.percent')]
  const heads = [now, ...compared].map(
    (head) => `<th scope="col" class="number">${text(head).replace('\n', '<br>')}</th>`,
  )
  const target = hasTargets ? `<th scope="col">${text(words('documents:summary.target'))}</th>` : ''
  return `<table>
<thead><tr><th scope="col">${text(words('documents:summary.figure'))}</th>${heads.join('')}${target}</tr></thead>
<tbody>
${lines.map((line) => lineHtml(line, before !== null, hasTargets)).join('\n')}
</tbody>
</table>`
}

function lineHtml(line: PrintedLine & { readonly figure: string }, isCompared: boolean, hasTargets: boolean): string {
  const label = line.isPart ? text(line.label) : `<a href="#${definitionId(line.figure)}">${text(line.label)}</a>`
  const numbers = isCompared ? [line.now, line.before, line.difference, line.percent] : [line.now]
  const target = hasTargets ? `<td>${text(line.target).replaceAll('\n', '<br>')}</td>` : ''
  return `<tr${line.isPart ? ' class="part"' : ''}><th scope="row">${label}</th>${numbers
    .map((number) => `<td class="number">${text(number)}</td>`)
    .join('')}${target}</tr>`
}

function chartHtml(chart: Chart, { language, words }: Report): string {
  const note = chartNote(chart, words)
  const svg = chartSvg(chartOption(chart, language), chartSize(chart, language))
  return `<figure>
<figcaption>${text(chartTitle(chart, words))}</figcaption>
<div role="img" aria-label="${text(chartText(chart, language))}">${ownIds(svg, chart.id)}</div>
${note === null ? '' : `<p class="note">${text(note)}</p>`}
</figure>`
}

/** Every drawing numbers its patterns and clippings from nothing; on one page they must differ. */
function ownIds(svg: string, chart: string): string {
  return svg
    .replace(/\bid="([^"]+)"/g, `id="${chart}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${chart}-$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${chart}-$1"`)
    .replace(/\.(zr\d+-cls-\d+)/g, `.${chart}-$1`)
    .replace(/\bclass="(zr\d+-cls-\d+)"/g, `class="${chart}-$1"`)
}

const definitionId = (figure: string) => `definition-${figure.replaceAll('/', '-')}`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function text(words: string): string {
  return xmlText(words).replace(/[&<>"]/g, (character) => entities[character] as string)
}

const style = `
@page { size: A4; margin: 16mm 15mm 18mm; font: 8pt sans-serif; color: #555; }
* { box-sizing: border-box; }
body { max-width: 190mm; margin: 0 auto; padding: 8mm; color: #16191b; background: #fff;
  font: 10.5pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
.office { margin: 0; padding-bottom: 2mm; border-bottom: 3px double #b03a2e; color: #b03a2e; font-size: 18pt;
  font-weight: 700; text-align: center; }
h1 { margin: 8mm 0 2mm; font-size: 20pt; text-align: center; }
.scope { margin: 0 0 8mm; text-align: center; }
header .notes { margin: 0 0 3mm; font-size: 9pt; color: #555; text-align: center; }
h2 { margin: 9mm 0 3mm; font-size: 14pt; break-after: avoid; }
h3 { margin: 5mm 0 2mm; font-size: 12pt; break-after: avoid; }
main p { margin: 0 0 1.5mm; text-indent: 2em; }
nav ol { margin: 0; padding: 0; list-style: none; }
nav ol ol { padding-left: 2em; columns: 3; }
a { color: inherit; text-decoration: underline dotted #9aa3a9; text-underline-offset: 3px; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; line-height: 1.35; }
th, td { padding: 1mm 1.5mm; border: 1px solid #9aa5b1; text-align: left; vertical-align: middle; }
thead th { background: #e7eef7; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody td { font-weight: 600; }
.part th { padding-left: 2em; font-weight: 400; }
.part td { font-weight: 400; }
figure { margin: 4mm 0; break-inside: avoid; text-align: center; }
figcaption { font-weight: 600; }
figure svg { max-width: 100%; height: auto; }
main .note { font-size: 8.5pt; color: #555; text-indent: 0; }
dt { font-weight: 600; break-after: avoid; }
dd { margin: 0 0 2mm; }
dt:target, dt:target + dd { background: #fff6d6; }
footer { margin-top: 10mm; color: #555; font-size: 8.5pt; }
@media print { body { max-width: none; padding: 0; } nav { break-after: page; } footer { display: none; }
  #definitions { break-before: page; } a { text-decoration: none; } }
`
