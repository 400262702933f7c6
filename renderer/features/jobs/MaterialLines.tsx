import { ActionIcon, Button, Table, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lineAmount } from '../../../electron/contract/jobs.ts'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'

/** A line as it is typed. */
export interface MaterialLine {
  readonly name: string
  readonly quantityCenti: number | string | null
  readonly price: number | string | null
}

const number = (value: number | string | null) => (typeof value === 'number' ? value : 0)

/** Materials used: a line each, with what it comes to. */
export function MaterialLines(props: {
  readonly lines: readonly MaterialLine[]
  readonly onChange: (lines: MaterialLine[]) => void
  /** The form's errors; a line's are under `materials.index.field`. */
  readonly errors: Readonly<Record<string, ReactNode>>
}) {
  const { t } = useTranslation()
  const { lines } = props
  const table = useRef<HTMLTableSectionElement>(null)
  const added = useRef(false)
  useEffect(() => {
    if (!added.current) return
    added.current = false
    table.current?.querySelector<HTMLInputElement>('tr:last-child input')?.focus()
  })
  const change = (index: number, patch: Partial<MaterialLine>) =>
    props.onChange(lines.map((line, at) => (at === index ? { ...line, ...patch } : line)))
  const add = () => {
    added.current = true
    props.onChange([...lines, { name: '', quantityCenti: 100, price: null }])
  }
  return (
    <div>
      {lines.length > 0 && (
        <Table verticalSpacing={4} mb={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('jobs:material')}</Table.Th>
              <Table.Th w={110} ta="right">
                {t('jobs:quantity')}
              </Table.Th>
              <Table.Th w={130} ta="right">
                {t('jobs:unitPrice')}
              </Table.Th>
              <Table.Th w={120} ta="right">
                {t('jobs:amount')}
              </Table.Th>
              <Table.Th w={40} aria-label={t('common:more')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody ref={table}>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place, and two may be alike
              <Table.Tr key={index} data-testid="material">
                <Table.Td>
                  <TextInput
                    aria-label={t('jobs:material')}
                    maxLength={60}
                    value={line.name}
                    error={props.errors[`materials.${index}.name`]}
                    onChange={(event) => change(index, { name: event.currentTarget.value })}
                    data-testid={`material-${index}`}
                  />
                </Table.Td>
                <Table.Td>
                  <HundredthsField
                    aria-label={t('jobs:quantity')}
                    value={line.quantityCenti}
                    error={props.errors[`materials.${index}.quantityCenti`]}
                    onChange={(quantityCenti) => change(index, { quantityCenti })}
                    data-testid={`quantity-${index}`}
                  />
                </Table.Td>
                <Table.Td>
                  <HundredthsField
                    aria-label={t('jobs:unitPrice')}
                    value={line.price}
                    error={props.errors[`materials.${index}.price`]}
                    onChange={(price) => change(index, { price })}
                    data-testid={`price-${index}`}
                  />
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {formatMoney(lineAmount({ quantityCenti: number(line.quantityCenti), price: number(line.price) }))}
                </Table.Td>
                <Table.Td>
                  <ActionIcon
                    aria-label={t('jobs:removeMaterial', { name: line.name })}
                    onClick={() => props.onChange(lines.filter((_, at) => at !== index))}
                  >
                    <IconTrash size={15} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={lines.length >= 50}
        onClick={add}
        data-testid="add-material"
      >
        {t('jobs:addMaterial')}
      </Button>
    </div>
  )
}
