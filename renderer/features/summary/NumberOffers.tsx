import { Button, Group, Modal, Select, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NumberOffer } from '../../../electron/contract/drafts.ts'

interface NumberOffersProps {
  readonly offers: readonly NumberOffer[]
  /** By number of the text: the reference that takes its place; the others stay as they were typed. */
  readonly onDecide: (refs: ReadonlyMap<number, string>) => void
  readonly onClose: () => void
}

/** Before a text is kept: typed numbers that equal a figure can become that figure, and stay right. */
export function NumberOffers({ offers, onDecide, onClose }: NumberOffersProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={offers.length > 0}
      onClose={onClose}
      title={t('drafts:offers.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {offers.length > 0 && <OfferTable offers={offers} onDecide={onDecide} onClose={onClose} />}
    </Modal>
  )
}

const asTyped = ''

function OfferTable({ offers, onDecide, onClose }: NumberOffersProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Readonly<Record<number, string>>>(
    Object.fromEntries(offers.map(({ index, choices }) => [index, choices[0]?.ref ?? asTyped])),
  )
  const decide = () =>
    onDecide(
      new Map(
        Object.entries(chosen)
          .filter(([, ref]) => ref !== asTyped)
          .map(([index, ref]) => [Number(index), ref]),
      ),
    )
  return (
    <Stack>
      <Text size="sm">{t('drafts:offers.hint')}</Text>
      <Table>
        <Table.Tbody>
          {offers.map(({ index, text, before, after, choices }) => (
            <Table.Tr key={index}>
              <Table.Td>
                {before}
                <strong className="figure">{text}</strong>
                {after}
              </Table.Td>
              <Table.Td w="55%">
                <Select
                  aria-label={t('drafts:offers.becomes', { number: text })}
                  size="xs"
                  allowDeselect={false}
                  data={[
                    ...choices.map(({ ref, label }) => ({ value: ref, label })),
                    { value: asTyped, label: t('drafts:offers.asTyped') },
                  ]}
                  value={chosen[index] ?? asTyped}
                  onChange={(ref) => setChosen({ ...chosen, [index]: ref ?? asTyped })}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button onClick={decide} data-autofocus data-testid="keep-numbers">
          {t('drafts:save')}
        </Button>
      </Group>
    </Stack>
  )
}
