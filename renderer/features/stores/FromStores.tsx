import { Button } from '@mantine/core'
import { IconPackageImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { JobStock } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'

/** Proposes what the stores gave to a job as the materials of its completion; shown where there is something new. */
export function FromStores(props: {
  readonly jobId: number
  /** Names of the materials that the completion has already. */
  readonly has: readonly string[]
  readonly onTake: (materials: JobStock['materials']) => void
}) {
  const { t } = useTranslation()
  const given = useQuery(orpc.stores.ofJob.queryOptions({ input: { jobId: props.jobId } })).data?.materials ?? []
  const materials = given.filter(({ name }) => !props.has.includes(name))
  if (materials.length === 0) return null
  return (
    <div>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconPackageImport size={14} />}
        onClick={() => props.onTake(materials)}
        data-testid="from-stores"
      >
        {t('stores:ofJob.take', { count: materials.length })}
      </Button>
    </div>
  )
}
