import dayjs from 'dayjs'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../electron/contract/bridge.ts'
import 'dayjs/locale/zh-cn'

export type { Language }

const REMEMBERED = 'desk.language'

type Catalogue = () => Promise<{ catalogue: Record<string, object> }>

/** Each language is a chunk of its own: only the one on screen is loaded. The pages' own words come with the pages. */
const catalogues: Readonly<Record<Language, { readonly first: Catalogue; readonly pages: Catalogue }>> = {
  zh: { first: () => import('./localesZh.ts'), pages: () => import('./localesZhPages.ts') },
  en: { first: () => import('./localesEn.ts'), pages: () => import('./localesEnPages.ts') },
}

let hasPages = false

/** Chinese until somebody at this machine chooses otherwise. */
function rememberedLanguage(): Language {
  return window.localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh'
}

/** Every key is written whole, `namespace:path.to.word`, so that it can be found by searching for it. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: rememberedLanguage(),
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await setLanguage(rememberedLanguage())
}

/** The words of the registers' pages, for whatever shows one. */
export async function loadPageWords(): Promise<void> {
  hasPages = true
  await add(currentLanguage(), 'pages')
}

async function add(language: Language, part: 'first' | 'pages'): Promise<void> {
  const { catalogue } = await catalogues[language][part]()
  for (const [namespace, words] of Object.entries(catalogue)) i18next.addResourceBundle(language, namespace, words)
}

export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([add(language, 'first'), ...(hasPages ? [add(language, 'pages')] : [])])
  await i18next.changeLanguage(language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  window.localStorage.setItem(REMEMBERED, language)
  window.desk?.setLanguage(language)
}

/** The language on screen; for what the backend writes in it, such as an export. */
export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh'
}
