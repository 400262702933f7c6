import { useTranslation } from 'react-i18next'
import { LinkButton } from '../../ui/links.tsx'

const places = [
  { at: 'list', to: '/jobs' },
  { at: 'board', to: '/jobs/board' },
  { at: 'reworks', to: '/jobs/reworks' },
  { at: 'enquiries', to: '/jobs/enquiries' },
] as const

/** Between the pages of the register. */
export function JobsNavigation({ at }: { readonly at: (typeof places)[number]['at'] }) {
  const { t } = useTranslation()
  return places
    .filter((place) => place.at !== at)
    .map((place) => (
      <LinkButton key={place.at} variant="default" to={place.to} data-testid={`to-${place.at}`}>
        {t(`jobs:pages.${place.at}`)}
      </LinkButton>
    ))
}
