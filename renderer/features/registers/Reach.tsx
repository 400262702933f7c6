import { Button, Checkbox, Group, Select, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { formatCount } from '../../ui/format.ts'
import type { RecordValues } from './RecordDialog.tsx'

/** Whom a notice reaches: an area, a building, a tag, or only who owes; how many households that are is proposed as copies. */
export function Reach({ form }: { readonly form: UseFormReturnType<RecordValues> }) {
  const { t } = useTranslation()
  const [area, setArea] = useState<string | null>(null)
  const [building, setBuilding] = useState<string | null>(null)
  const [tag, setTag] = useState<string | null>(null)
  const [owing, setOwing] = useState(false)
  const tree = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data ?? []
  const areas = tree.flatMap((estate) => estate.areas)
  const tags = useQuery(orpc.registers.tags.queryOptions({ staleTime: 60_000 })).data ?? []
  const chosen = areas.find((one) => String(one.id) === area)
  const where = { area: area === null ? null : Number(area), building: building === null ? null : Number(building) }
  const { data } = useQuery(orpc.registers.reach.queryOptions({ input: { ...where, tag, owing } }))
  const place = [
    chosen?.name ?? t('registers:everybody'),
    chosen?.buildings.find((one) => String(one.id) === building)?.name,
    tag && t('registers:tagged', { tag }),
    owing && t('registers:owingOnly'),
  ]
  return (
    <Group gap="xs" align="flex-end" data-testid="reach">
      <Select
        label={t('common:list.area')}
        w={120}
        clearable
        data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
        value={area}
        onChange={(value) => {
          setArea(value)
          setBuilding(null)
        }}
      />
      <Select
        label={t('common:list.building')}
        w={120}
        clearable
        searchable
        disabled={!chosen}
        data={(chosen?.buildings ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
        value={building}
        onChange={setBuilding}
      />
      <Select
        label={t('registers:tag')}
        w={120}
        clearable
        searchable
        data={tags}
        value={tag}
        onChange={setTag}
        nothingFoundMessage={t('registers:noTag')}
        data-testid="reach-tag"
      />
      <Checkbox
        mb={8}
        label={t('registers:owingOnly')}
        checked={owing}
        onChange={(event) => setOwing(event.currentTarget.checked)}
      />
      <Button
        variant="default"
        disabled={!data}
        onClick={() => {
          form.setFieldValue('place', place.filter(Boolean).join(' '))
          form.setFieldValue('quantity', data?.households ?? null)
        }}
        data-testid="take-reach"
      >
        {t('registers:takeReach')}
      </Button>
      <Text size="sm" c="dimmed" mb={8} className="figure">
        {data && t('registers:households', { count: formatCount(data.households) as never })}
      </Text>
    </Group>
  )
}
