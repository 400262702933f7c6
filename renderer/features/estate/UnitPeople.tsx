import { Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { residentRoles } from '../../../electron/contract/vocabulary.ts'
import { useOffice } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'

type Resident = UnitDetail['residents'][number]

/** Who belongs to the unit now, the owner first; who did before is one click away. */
export function UnitPeople({ residents }: { readonly residents: UnitDetail['residents'] }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [withFormer, setWithFormer] = useState(false)
  const now = residents.filter((one) => one.current).toSorted(byRole)
  const others = residents.filter((one) => !one.current)
  return (
    <Paper component="section" aria-label={t('estate:people.title')}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Title order={2}>{t('estate:people.title')}</Title>
        {others.length > 0 && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            className="no-print"
            aria-expanded={withFormer}
            rightSection={withFormer ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
            onClick={() => setWithFormer(!withFormer)}
            data-testid="former"
          >
            {t(
              others.every((one) => one.toOn !== null && one.toOn < today)
                ? 'estate:people.former'
                : 'estate:people.others',
              {
                people: others.length,
              },
            )}
          </Button>
        )}
      </Group>
      {now.length === 0 && (
        <Text size="sm" c="dimmed" mb={4}>
          {t('estate:people.nobody')}
        </Text>
      )}
      {(now.length > 0 || (withFormer && others.length > 0)) && (
        <Table fz="sm" horizontalSpacing={6} data-testid="people">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lists:residents.columns.name')}</Table.Th>
              <Table.Th>{t('lists:residents.columns.role')}</Table.Th>
              <Table.Th>{t('lists:residents.columns.phone')}</Table.Th>
              <Table.Th>{t('lists:residents.columns.fromOn')}</Table.Th>
              {withFormer && <Table.Th>{t('lists:residents.columns.toOn')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {now.map((one) => (
              <Person key={one.id} of={one} withEnd={withFormer} />
            ))}
            {withFormer && others.map((one) => <Person key={one.id} of={one} withEnd former />)}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}

function Person(props: { readonly of: Resident; readonly withEnd: boolean; readonly former?: boolean }) {
  const { t } = useTranslation()
  const { of } = props
  return (
    <Table.Tr {...(props.former && { c: 'dimmed' })}>
      <Table.Td>
        <LinkAnchor to="/residents/$id" params={{ id: String(of.personId) }}>
          {of.name}
        </LinkAnchor>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{t(`vocabulary:residentRole.${of.role}`)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{of.phone}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{of.fromOn}</Table.Td>
      {props.withEnd && <Table.Td style={{ whiteSpace: 'nowrap' }}>{of.toOn ?? ''}</Table.Td>}
    </Table.Tr>
  )
}

const roleOrder = Object.keys(residentRoles)

function byRole(a: Resident, b: Resident): number {
  return roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role)
}
