import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AccountCheck, checkName, type WorkbookId } from '../../../electron/contract/accounts.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import classes from './accounts.module.css'

/** Whether the workbook agrees with the others and with the figures, in one line; the lines behind it on demand. */
export function Checks({
  workbook,
  checks,
}: {
  readonly workbook: WorkbookId
  readonly checks: readonly AccountCheck[]
}) {
  const { t } = useTranslation()
  const differing = checks.filter((check) => check.ours !== check.theirs).length
  const [isOpen, setOpen] = useState(false)
  return (
    <Alert
      className={classes.checks}
      color={differing === 0 ? 'teal' : 'red'}
      p={8}
      role={differing === 0 ? 'status' : 'alert'}
      icon={differing === 0 ? <IconCircleCheck size={18} /> : <IconExclamationCircle size={18} />}
      data-testid="checks"
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">
          {differing === 0
            ? t('accounts:reconciliation.allAgreeCount', { count: checks.length })
            : t('accounts:reconciliation.someDifferCount', { count: checks.length, differing })}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color={differing === 0 ? 'teal' : 'red'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          data-testid="show-checks"
        >
          {t(isOpen ? 'accounts:reconciliation.hide' : 'accounts:reconciliation.show')}
        </Button>
      </Group>
      {isOpen && <Lines workbook={workbook} checks={checks} />}
    </Alert>
  )
}

function Lines({ workbook, checks }: { readonly workbook: WorkbookId; readonly checks: readonly AccountCheck[] }) {
  const { t } = useTranslation()
  const source = (check: AccountCheck) => {
    if ('figure' in check.source)
      return t('accounts:reconciliation.figure', {
        label: check.source.label[currentLanguage()],
        year: check.source.year,
      })
    return check.source.workbook === workbook
      ? t('accounts:reconciliation.otherSheet')
      : t(`accounts:workbooks.${check.source.workbook}.title`)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.lines} tabIndex={0} aria-label={t('accounts:reconciliation.title')}>
      <Table verticalSpacing={2} horizontalSpacing="xs" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('accounts:reconciliation.check')}</Table.Th>
            <Table.Th ta="right">{t('accounts:reconciliation.ours')}</Table.Th>
            <Table.Th>{t('accounts:reconciliation.source')}</Table.Th>
            <Table.Th ta="right">{t('accounts:reconciliation.theirs')}</Table.Th>
            <Table.Th ta="right">{t('accounts:reconciliation.difference')}</Table.Th>
            <Table.Th>{t('accounts:reconciliation.verdict')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map((check, index) => {
            const amount = check.unit === 'count' ? formatCount : formatMoney
            const isSame = check.ours === check.theirs
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a check may be made against several sources
              <Table.Tr key={index} data-differs={!isSame || undefined}>
                <Table.Td>{checkName(check.id, (key, params) => t(key, params ?? {}))}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {amount(check.ours)}
                </Table.Td>
                <Table.Td>{source(check)}</Table.Td>
                <Table.Td ta="right" className="figure">
                  {amount(check.theirs)}
                </Table.Td>
                <Table.Td ta="right" className="figure">
                  {amount(check.ours - check.theirs)}
                </Table.Td>
                <Table.Td>{t(isSame ? 'accounts:reconciliation.agrees' : 'accounts:reconciliation.differs')}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </section>
  )
}
