import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'

const files = import.meta.glob<object>('../../../resources/locales/*/tour.json', { import: 'default' })

/** The words of the tour come with it, in the language of the screen. @returns whether they are there */
export function useTourWords(): boolean {
  const { i18n } = useTranslation()
  const { language } = i18n
  return useQuery({
    queryKey: ['tour words', language],
    queryFn: async () => {
      const words = await files[`../../../resources/locales/${language}/tour.json`]?.()
      if (!words) throw new Error(`no words of the tour in ${language}`)
      i18next.addResourceBundle(language, 'tour', words)
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).isSuccess
}
