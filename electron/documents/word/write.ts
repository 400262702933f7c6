import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import { estimatePageNumbersWith } from 'docx/layout'
import { writeWhole } from '../whole-file.ts'
import { xmlText } from '../xml-text.ts'
import { type Block, page } from './blocks.ts'

export interface WordSpec {
  readonly title: string
  readonly author: string
  /** At the head of every page. */
  readonly head: string
  /** At the foot of every page, left of the page's number. */
  readonly foot: string
  readonly blocks: readonly Block[]
}

/** Song for the text and Hei for headings, which every Chinese Windows has; elsewhere the system puts its own. */
const songFont = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'SimSun' }
const heiFont = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'SimHei' }

/**
 * Writes an A4 document whole or not at all.
 * @returns the file's size in bytes
 * @throws the signal's reason once it is aborted; the file system's own errors
 */
export async function writeWord(file: string, spec: WordSpec, signal?: AbortSignal): Promise<number> {
  const small = (children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
    new TextRun({ children, size: 18, color: '5B6670' })
  const document = new Document({
    title: xmlText(spec.title),
    creator: xmlText(spec.author),
    // Pages of the contents as they are likely to come; Word works them out anew when it is asked to.
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    styles: {
      default: {
        document: {
          run: { font: songFont, size: 21, language: { eastAsia: 'zh-CN' } },
          paragraph: { spacing: { after: 60 } },
        },
        title: { run: { font: heiFont, size: 36 }, paragraph: { spacing: { after: 200 } } },
        heading1: { run: { font: heiFont, size: 28 }, paragraph: { spacing: { before: 240, after: 100 } } },
        heading2: { run: { font: heiFont, size: 22 }, paragraph: { spacing: { before: 200, after: 80 } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: 1300, bottom: 1200, left: page.margin, right: page.margin, header: 620, footer: 560 },
          },
        },
        headers: { default: new Header({ children: [new Paragraph({ children: [small([xmlText(spec.head)])] })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.LEFT,
                tabStops: [{ type: 'right', position: page.width - 2 * page.margin }],
                children: [
                  small([xmlText(spec.foot)]),
                  small(['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]),
                ],
              }),
            ],
          }),
        },
        children: [...spec.blocks],
      },
    ],
  })
  const bytes = await Packer.toBuffer(document)
  return writeWhole(file, signal, (stream) => new Promise((resolve) => stream.end(bytes, () => resolve())))
}
