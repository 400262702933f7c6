import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconPencil, IconPlus, IconSettings } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { EstateTree } from '../../../electron/contract/estate.ts'
import { client } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { type Level, type Place, placesOf } from './places.ts'

/** What a place's form is about: a place that is renamed, or a new one below `parent`. */
export type PlaceTask =
  | { readonly do: 'rename'; readonly place: Place }
  | {
      readonly do: 'create'
      readonly level: Level
      readonly parent: { readonly id: number; readonly name: string } | null
    }

/** Create and rename, for the place that is chosen in the tree. Nothing where the person may not. */
export function PlaceActions({ tree, selected }: { readonly tree: EstateTree; readonly selected: Place | undefined }) {
  const { t } = useTranslation()
  const [task, setTask] = useState<PlaceTask>()
  const [open, setOpen] = useState(false)
  const mayCreate = useMay('estate.createPlace')
  const mayRename = useMay('estate.renamePlace')
  if (!mayCreate && !mayRename) return null
  // With one estate there is no doubt where a new area goes.
  const estate = selected?.estate ?? (tree.length === 1 ? tree[0] : undefined)
  const area = selected?.area
  const create = (level: Level, parent: { id: number; name: string } | null) => (
    <Menu.Item
      key={level}
      leftSection={<IconPlus size={15} />}
      onClick={() => setTask({ do: 'create', level, parent })}
      data-testid={`new-${level}`}
    >
      {parent
        ? t('estate:place.newIn', { level: t(`vocabulary:placeLevel.${level}`), parent: parent.name })
        : t('estate:place.new', { level: t(`vocabulary:placeLevel.${level}`) })}
    </Menu.Item>
  )
  return (
    <>
      <Menu position="bottom-start" width={230} opened={open} onChange={setOpen}>
        <Menu.Target>
          <Tooltip label={t('estate:place.manage')} disabled={open}>
            <ActionIcon aria-label={t('estate:place.manage')} data-testid="manage-places">
              <IconSettings size={17} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRename && selected && (
            <Menu.Item
              leftSection={<IconPencil size={15} />}
              onClick={() => setTask({ do: 'rename', place: selected })}
              data-testid="rename-place"
            >
              {t('estate:place.rename', { place: selected.name })}
            </Menu.Item>
          )}
          {mayCreate && area && create('building', area)}
          {mayCreate && estate && create('area', estate)}
          {mayCreate && create('estate', null)}
        </Menu.Dropdown>
      </Menu>
      {task && <PlaceDialog task={task} onClose={() => setTask(undefined)} />}
    </>
  )
}

const nameFields = z.object({ name: z.string().trim().min(1).max(60) })

/** The name of a new place, or another name for one. */
export function PlaceDialog({ task, onClose }: { readonly task: PlaceTask; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const level = task.do === 'rename' ? task.place.level : task.level
  const edit = useRecordForm<{ name: string }>({
    schema: nameFields,
    record:
      task.do === 'rename'
        ? { version: task.place.version, values: { name: task.place.name } }
        : { version: 0, values: { name: '' } },
    save: ({ version, values }) =>
      task.do === 'rename'
        ? client.estate.renamePlace({ level, id: task.place.id, version, name: values.name })
        : client.estate.createPlace({ level, parentId: task.parent?.id ?? null, name: values.name }),
    reload: async () => {
      const places = placesOf(await client.estate.tree())
      const same = places.find((one) => task.do === 'rename' && one.level === level && one.id === task.place.id)
      if (!same) throw new Error('the place is gone')
      return { version: same.version, values: { name: same.name } }
    },
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const close = () => void leave(onClose)
  const word = t(`vocabulary:placeLevel.${level}`)
  const parent = task.do === 'create' ? task.parent : null
  const title =
    task.do === 'rename'
      ? t('estate:place.rename', { place: task.place.name })
      : parent
        ? t('estate:place.newIn', { level: word, parent: parent.name })
        : t('estate:place.new', { level: word })
  return (
    <FormDialog opened onClose={close} title={title} size="sm">
      <DialogForm record={edit} action={t('common:save')} onCancel={close}>
        <TextInput
          label={t('estate:place.name', { level: word })}
          description={t(`estate:place.hint.${level}`)}
          withAsterisk
          maxLength={60}
          data-autofocus
          {...edit.form.getInputProps('name')}
          data-testid="place-name"
        />
      </DialogForm>
    </FormDialog>
  )
}
