import { Button, Group, Menu, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RegisterId, registerIds, registerOf } from '../../../electron/contract/registerKinds.ts'
import { orpc } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Section } from '../residents/Section.tsx'
import { cardOf } from './places.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { RecordStateBadge } from './RecordStateBadge.tsx'
import { registerName } from './words.ts'

const shown = 8

/** What stands in the registers for a household, what is open first; another record is begun from here. */
export function RecordsOfUnit({
  units,
}: {
  readonly units: readonly { readonly id: number; readonly name: string }[]
}) {
  const { t } = useTranslation()
  const roles = useActor()?.roles ?? []
  const [adding, setAdding] = useState<RegisterId | null>(null)
  const query = useQuery(orpc.registers.ofUnit.queryOptions({ input: { unitIds: units.map((unit) => unit.id) } }))
  const [only] = units
  const keeps = registerIds.filter((register) => {
    const { may, needs, asks } = registerOf(register)
    return (needs.includes('unitId') || asks.includes('unitId')) && roles.some((role) => may.includes(role))
  })
  const records = query.data ?? []
  return (
    <Section
      title={t('registers:ofUnit')}
      aside={
        only &&
        keeps.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-xs" variant="subtle" data-testid="register-here">
                {t('registers:add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {keeps.map((register) => (
                <Menu.Item key={register} onClick={() => setAdding(register)}>
                  {registerName(t, register)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      {records.length === 0 && query.data && (
        <Text size="sm" c="dimmed">
          {t('registers:none')}
        </Text>
      )}
      <Stack gap={4} data-testid="records-of-unit">
        {records.slice(0, shown).map((record) => (
          <Group key={record.id} gap={8} wrap="nowrap">
            <Text size="sm" className="figure" c="dimmed">
              {record.onDate}
            </Text>
            <LinkAnchor {...cardOf(record.register, record.id)} style={{ whiteSpace: 'nowrap' }}>
              {registerName(t, record.register)}
            </LinkAnchor>
            <Text size="sm" truncate>
              {record.code || record.title}
            </Text>
            <span style={{ marginLeft: 'auto' }}>
              <RecordStateBadge state={record.state} />
            </span>
          </Group>
        ))}
        {records.length > shown && (
          <Text size="xs" c="dimmed">
            {t('registers:moreOf', { count: records.length - shown })}
          </Text>
        )}
      </Stack>
      {adding && only && (
        <RecordDialog register={adding} given={{ unitId: only.id, unit: only.name }} onClose={() => setAdding(null)} />
      )}
    </Section>
  )
}
