import i18next from 'i18next'
import { sayDone, sayTold } from './write.ts'

/** The page as it stands, as a file; only the desktop can do so without the print dialog. */
export async function savePdf(name: string): Promise<void> {
  try {
    if ((await window.desk?.savePdf({ name })) === 'saved') sayDone(i18next.t('common:export.saved'))
  } catch (error) {
    sayTold(error)
  }
}
