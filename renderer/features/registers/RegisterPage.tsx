import { Button } from '@mantine/core'
import { IconParking, IconPlus } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listOfRegister, type RegisterId, registerOf } from '../../../electron/contract/registerKinds.ts'
import { useActor } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, LinkedFilters, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { Page } from '../../ui/Page.tsx'
import { cardOf, groupOf } from './places.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { RecordStateBadge } from './RecordStateBadge.tsx'
import { CategoryFilter, StateFilter } from './RegisterFilters.tsx'
import { RegisterTabs } from './RegisterTabs.tsx'
import { registerName } from './words.ts'

/** True where somebody's roles keep the register. */
export function useKeeps(register: RegisterId): boolean {
  const roles = useActor()?.roles ?? []
  return roles.some((role) => registerOf(register).may.includes(role))
}

export function RegisterPage() {
  const { register } = useParams({ from: '/registers/$register' })
  return <Register key={register} register={register} />
}

export const NoticesPage = () => <Register key="notice" register="notice" />
export const EventsPage = () => <Register key="event" register="event" />

/** One register: what is open stands out, what is past its end in red. */
function Register({ register }: { readonly register: RegisterId }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const keeps = useKeeps(register)
  const [adding, setAdding] = useState(false)
  const { needs, asks } = registerOf(register)
  const hasUnit = needs.includes('unitId') || asks.includes('unitId')
  const list = listOfRegister[register]
  const toMap = () => void navigate({ to: '/registers/car-parks' })
  useCommands([
    ...(keeps ? [{ key: 'a', label: t('registers:add'), run: () => setAdding(true) }] : []),
    ...(register === 'parking-let' ? [{ key: 'm', label: t('registers:map'), run: toMap }] : []),
  ])
  return (
    <Page
      title={registerName(t, register)}
      {...(groupOf(register) === 'registers' && {
        crumbs: [{ label: t('common:nav.registers'), link: { to: '/registers' } }],
      })}
      fill
      actions={
        <>
          {register === 'parking-let' && (
            <Button
              variant="default"
              leftSection={<IconParking size={16} />}
              rightSection={<Keys of="m" />}
              onClick={toMap}
              data-testid="to-map"
            >
              {t('registers:map')}
            </Button>
          )}
          {keeps && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setAdding(true)}
              data-testid="add-record"
            >
              {t('registers:add')}
            </Button>
          )}
        </>
      }
    >
      <RegisterTabs register={register} />
      <DataList
        list={list}
        filters={
          <>
            <TextFilter placeholder={t('registers:find')} w={150} />
            <ChoiceFilter field="show" choices="recordShown" label={t(`lists:${list}.filters.show`)} w={100} />
            <StateFilter register={register} />
            <CategoryFilter register={register} />
            {hasUnit && <PlaceFilter />}
            <DateFilter field="from" label={t(`lists:${list}.filters.from`)} w={112} />
            <DateFilter field="to" label={t(`lists:${list}.filters.to`)} w={112} />
            <LinkedFilters fields={['unitId']} />
          </>
        }
        cells={{ state: (row) => <RecordStateBadge state={row.state} endsOn={row.due === null ? null : row.toOn} /> }}
        onOpen={(row) => void navigate(cardOf(register, row.id))}
      />
      {adding && (
        <RecordDialog
          register={register}
          onClose={() => setAdding(false)}
          onMade={(id) => void navigate(cardOf(register, id))}
        />
      )}
    </Page>
  )
}
