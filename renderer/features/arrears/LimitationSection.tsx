import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import classes from './arrears.module.css'
import { LimitationDay } from './LimitationDay.tsx'
import { Section } from './Section.tsx'

/** When each claim would be time-barred, and what has moved that day. A warning, no legal opinion. */
export function LimitationSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  return (
    <Section title={t('arrears:limitation.title')} none={of.limitations.length === 0 && t('arrears:empty.charges')}>
      <Table verticalSpacing={3} horizontalSpacing={8} className={classes.figures} data-testid="limitations">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('arrears:item')}</Table.Th>
            <Table.Th>{t('arrears:limitation.oldest')}</Table.Th>
            <Table.Th>{t('arrears:limitation.from')}</Table.Th>
            <Table.Th>{t('arrears:limitation.ends')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.limitations.map((one) => (
            <Table.Tr key={`${one.itemId} ${one.debtor} ${one.dueOn}`}>
              <Table.Td>
                {one.item}
                {one.debtor && (
                  <Text size="xs" c="dimmed">
                    {one.debtor}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{one.dueOn}</Table.Td>
              <Table.Td>
                {one.by ? (
                  <>
                    {one.startedOn}
                    <Text size="xs" c="dimmed">
                      {t(`vocabulary:interruption.${one.by}`)}
                    </Text>
                  </>
                ) : (
                  t('arrears:limitation.none')
                )}
              </Table.Td>
              <Table.Td>
                <LimitationDay endsOn={one.endsOn} today={of.account.asOf} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt={4}>
        {t('arrears:limitation.explained')}
      </Text>
    </Section>
  )
}
