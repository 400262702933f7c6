import { ActionIcon, Popover, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FigureResult } from '../../../electron/contract/summary.ts'
import { currentLanguage } from '../../app/i18n.ts'
import classes from './summary.module.css'

/** What a figure counts, in words, at a press. */
export function Definition({ figure }: { readonly figure: Pick<FigureResult, 'id' | 'label' | 'definition'> }) {
  const { t } = useTranslation()
  const language = currentLanguage()
  const label = t('summary:definitionOf', { figure: figure.label[language] })
  return (
    <Popover width={320} position="bottom-start" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={label} className="no-print" data-testid={`definition-${figure.id}`}>
          <IconInfoCircle size={15} stroke={1.5} color="var(--mantine-color-dimmed)" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown tabIndex={-1} aria-label={label}>
        <Text size="sm" fw={600}>
          {figure.label[language]}
        </Text>
        <Text size="sm">{figure.definition[language]}</Text>
      </Popover.Dropdown>
    </Popover>
  )
}

/** On paper the definitions stand at the end. */
export function Definitions({ figures }: { readonly figures: readonly FigureResult[] }) {
  const { t } = useTranslation()
  const language = currentLanguage()
  return (
    <section className={`only-print ${classes.definitions}`}>
      <h2>{t('summary:definitions')}</h2>
      <dl>
        {figures.map((figure) => (
          <div key={figure.id} className="keep-together">
            <dt>{figure.label[language]}</dt>
            <dd>{figure.definition[language]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
