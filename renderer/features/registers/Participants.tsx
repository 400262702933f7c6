import { Button, Checkbox, CloseButton, Group, NumberInput, Paper, Select, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordDetail } from '../../../electron/contract/registers.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { formatCount } from '../../ui/format.ts'
import { useWrite } from '../../ui/write.ts'
import { SearchPicker } from '../residents/SearchPicker.tsx'

/** Who is invited to an event, from a filter, and who came. */
export function Participants({ record }: { readonly record: RecordDetail }) {
  const { t } = useTranslation()
  const mayInvite = useMay('registers.invite') && record.state !== 'cancelled'
  const { today } = useOffice()
  const [area, setArea] = useState<string | null>(null)
  const [ageFrom, setAgeFrom] = useState<number | null>(null)
  const areas = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data?.flatMap((one) => one.areas) ?? []
  const people = useQuery(orpc.registers.participants.queryOptions({ input: { id: record.id } })).data ?? []
  const filter = { area: area === null ? null : Number(area), ageFrom, personId: null }
  const reach = useQuery({
    ...orpc.registers.invitees.queryOptions({ input: { id: record.id, filter } }),
    enabled: mayInvite,
  }).data?.people
  const uninvite = useWrite(orpc.registers.uninvite, { done: t('registers:uninvited') })
  const invite = useWrite(orpc.registers.invite, {
    done: ({ added }) => t('registers:invited', { count: added }),
  })
  /** Everybody at once is seldom meant, and taken off one by one. */
  const mayInviteAll = () =>
    area !== null ||
    ageFrom !== null ||
    askConfirm({
      title: t('registers:invite', { count: formatCount(reach ?? 0) as never }),
      message: t('registers:inviteAll'),
      action: t('registers:invite', { count: formatCount(reach ?? 0) as never }),
    })
  const attend = useWrite(orpc.registers.attend)
  const came = people.filter((one) => one.came).length
  return (
    <Paper p="md" component="section" aria-label={t('registers:participants')} data-testid="participants">
      <Group justify="space-between" mb="xs" align="flex-end">
        <Title order={2}>
          {t('registers:participantsOf', { count: formatCount(people.length) as never, came: formatCount(came) })}
        </Title>
        {mayInvite && (
          <Group gap={8} align="flex-end" className="no-print">
            <Select
              aria-label={t('common:list.area')}
              placeholder={t('registers:everybody')}
              w={120}
              clearable
              data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
              value={area}
              onChange={setArea}
            />
            <NumberInput
              aria-label={t('registers:ageFrom')}
              placeholder={t('registers:ageFrom')}
              w={120}
              min={0}
              max={120}
              allowDecimal={false}
              value={ageFrom ?? ''}
              onChange={(value) => setAgeFrom(value === '' ? null : Number(value))}
              data-testid="age-from"
            />
            <Button
              variant="default"
              loading={invite.isPending}
              disabled={!reach}
              onClick={async () => (await mayInviteAll()) && invite.mutate({ id: record.id, filter })}
              data-testid="invite"
            >
              {t('registers:invite', { count: formatCount(reach ?? 0) as never })}
            </Button>
          </Group>
        )}
      </Group>
      {mayInvite && (
        <div className="no-print" style={{ maxWidth: 360, marginBottom: 8 }}>
          <SearchPicker
            key={people.length}
            kind="person"
            label={t('registers:inviteOne')}
            placeholder={t('residents:personPlaceholder')}
            value={null}
            onChange={(one) =>
              one && invite.mutate({ id: record.id, filter: { area: null, ageFrom: null, personId: one.id } })
            }
            testId="invite-one"
          />
        </div>
      )}
      {people.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('registers:nobody')}
        </Text>
      ) : (
        <div style={{ maxHeight: 360, overflowY: 'auto' }}>
          <Table verticalSpacing={2} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={70}>{t('registers:came')}</Table.Th>
                <Table.Th>{t('registers:name')}</Table.Th>
                <Table.Th>{t('registers:unit')}</Table.Th>
                <Table.Th>{t('registers:phone')}</Table.Th>
                <Table.Th>{t('registers:born')}</Table.Th>
                <Table.Th w={40} aria-label={t('registers:uninvite')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.map((one) => (
                <Table.Tr key={one.id} data-testid="participant">
                  <Table.Td>
                    <Checkbox
                      size="xs"
                      aria-label={one.name}
                      checked={one.came}
                      disabled={!mayInvite || (record.onDate > today && !one.came)}
                      onChange={() => attend.mutate({ id: one.id, version: one.version, came: !one.came })}
                    />
                  </Table.Td>
                  <Table.Td>{one.name}</Table.Td>
                  <Table.Td>{one.unit}</Table.Td>
                  <Table.Td className="figure">{one.phone}</Table.Td>
                  <Table.Td className="figure">{one.birthOn ?? ''}</Table.Td>
                  <Table.Td>
                    {mayInvite && !one.came && (
                      <CloseButton
                        size="xs"
                        aria-label={`${t('registers:uninvite')} ${one.name}`}
                        disabled={uninvite.isPending}
                        onClick={() => uninvite.mutate({ id: one.id, version: one.version })}
                        data-testid="uninvite"
                      />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Paper>
  )
}
