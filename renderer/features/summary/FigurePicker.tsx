import { Modal, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftReference } from '../../../electron/contract/drafts.ts'

const mostShown = 60

/** Finds a figure by its words, its parts, last year's value, the difference or the target. */
export function FigurePicker(props: {
  readonly opened: boolean
  readonly references: readonly DraftReference[]
  readonly onChoose: (ref: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const byRef = new Map(props.references.map((one) => [one.ref, one]))
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('drafts:insert')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Select
        data-autofocus
        aria-label={t('drafts:searchFigure')}
        placeholder={t('drafts:searchFigure')}
        searchable
        limit={mostShown}
        maxDropdownHeight={320}
        nothingFoundMessage={t('drafts:noFigure')}
        data={props.references.map(({ ref, label }) => ({ value: ref, label }))}
        filter={({ options, search }) => {
          const asked = search.toLowerCase().split(/\s+/)
          return options.filter((option) => {
            const label = 'label' in option ? option.label.toLowerCase() : ''
            return asked.every((word) => label.includes(word))
          })
        }}
        renderOption={({ option }) => (
          <span style={{ display: 'flex', gap: '1rem', justifyContent: 'space-between', width: '100%' }}>
            <span>{option.label}</span>
            <Text component="span" size="sm" c="dimmed" className="figure">
              {byRef.get(option.value)?.text}
            </Text>
          </span>
        )}
        value={null}
        onChange={(ref) => ref !== null && props.onChoose(ref)}
        data-testid="figure-search"
      />
    </Modal>
  )
}
