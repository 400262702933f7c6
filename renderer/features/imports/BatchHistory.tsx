import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { TextFilter } from '../../ui/ListFilters.tsx'
import { UndoButton } from './UndoButton.tsx'

type Batch = ListRow<'imports'>

/** What has been imported, newest first; a batch can be taken back as long as nothing depends on it. */
export function BatchHistory() {
  const { t } = useTranslation()
  const mayUndo = useMay('imports.undo')
  const undo = {
    id: 'undo',
    title: t('imports:undo.action'),
    width: 96,
    cell: (batch: Batch) => batch.undoneAt === null && <UndoButton batch={batch} />,
  }
  return (
    <>
      <Title order={2} mb={6}>
        {t('imports:history')}
      </Title>
      <DataList
        list="imports"
        filters={<TextFilter placeholder={t('imports:findFile')} />}
        empty={<EmptyFace title={t('imports:noBatches')} />}
        more={[
          { id: 'number', title: t('imports:batch'), width: 72, cell: (batch: Batch) => batch.id },
          ...(mayUndo ? [undo] : []),
        ]}
      />
    </>
  )
}
