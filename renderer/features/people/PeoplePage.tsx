import { Button, Select } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { useListState } from '../../ui/listState.ts'
import { PeopleFrame } from './PeopleFrame.tsx'
import { PersonDialog } from './PersonDialog.tsx'

/** Everybody on the staff, with or without a PIN. Accounts are kept in the settings. */
export function PeoplePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayAdd = useMay('people.add')
  const [adding, setAdding] = useState(false)
  useCommands(mayAdd ? [{ key: 'a', label: t('people:add'), run: () => setAdding(true) }] : [])
  return (
    <PeopleFrame
      tab="list"
      fill
      actions={
        <>
          <LinkButton to="/settings" search={{ tab: 'staff' }} variant="default">
            {t('people:accounts')}
          </LinkButton>
          {mayAdd && (
            <Button
              leftSection={<IconUserPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setAdding(true)}
              data-testid="add-person"
            >
              {t('people:add')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        list="people"
        filters={
          <>
            <TextFilter placeholder={t('people:find')} />
            <PostFilter />
            <ChoiceFilter field="state" choices="staffState" label={t('lists:people.filters.state')} w={120} />
          </>
        }
        onOpen={(row) => void navigate({ to: '/people/$id', params: { id: String(row.id) } })}
      />
      {adding && <PersonDialog onClose={() => setAdding(false)} />}
    </PeopleFrame>
  )
}

function PostFilter() {
  const { t } = useTranslation()
  const state = useListState()
  const posts = useQuery(orpc.people.posts.queryOptions({ staleTime: 60_000 })).data ?? []
  return (
    <Select
      w={140}
      clearable
      aria-label={t('lists:people.filters.post')}
      placeholder={t('lists:people.filters.post')}
      data={posts.map((post) => ({ value: String(post.id), label: post.name }))}
      value={state.values.post === undefined ? null : String(state.values.post)}
      onChange={(value) => state.filter({ post: value === null ? undefined : Number(value) })}
    />
  )
}
