import { ActionIcon, Box, Button, Group, SegmentedControl, Select, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconList, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BuildingMap } from '../../../electron/contract/estate.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace, Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { type Crumb, Page } from '../../ui/Page.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import { BuildingGrid } from './BuildingGrid.tsx'
import classes from './BuildingPage.module.css'
import { DebtLegend } from './DebtLegend.tsx'
import { JobLegend } from './JobLegend.tsx'
import { MapLegend } from './MapLegend.tsx'
import { NewUnit } from './NewUnit.tsx'
import { type BuildingChoice, buildingsOf, usePlaces } from './places.ts'
import type { MapSearch } from './routes.ts'

export function BuildingPage() {
  const { id } = useParams({ from: '/estate/building/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Building id={Number(id)} /> : <NotFoundFace />
}

/** The building map: floors × units, coloured by occupancy on a day. */
function Building({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/estate/building/$id' })
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const mayAdd = useMay('estate.createUnit')
  const maySeeArrears = useMay('lists.arrears')
  const byArrears = maySeeArrears && search.by === 'arrears'
  const byJobs = search.by === 'jobs'
  const openJobs = useQuery({
    ...orpc.jobs.ofBuilding.queryOptions({ input: { buildingId: id } }),
    enabled: byJobs,
  })
  const jobs = useMemo(() => new Map((openJobs.data ?? []).map((one) => [one.unitId, one])), [openJobs.data])
  const map = useQuery(
    orpc.estate.map.queryOptions({
      input: { buildingId: id, ...(search.asOf && { asOf: search.asOf }), ...(byArrears && { arrears: true }) },
      placeholderData: keepPreviousData,
    }),
  )
  const change = (patch: Partial<Record<keyof MapSearch, unknown>>) =>
    void navigate({
      to: '/estate/building/$id',
      params: { id: String(id) },
      search: (old) => ({ ...old, ...patch }) as MapSearch,
      replace: true,
    })
  const openUnit = async (unit: number) => {
    // So that "back" leads to the same cell.
    await navigate({
      to: '/estate/building/$id',
      params: { id: String(id) },
      search: { ...search, at: unit },
      replace: true,
    })
    const params = { id: String(unit) }
    if (byArrears) await navigate({ to: '/arrears/unit/$id', params })
    else await navigate({ to: '/estate/unit/$id', params })
  }
  const buildings = buildingsOf(usePlaces().data ?? [])
  const here = buildings.find((building) => building.id === id)
  const add = mayAdd ? () => setAdding(true) : undefined
  return (
    <Page
      fill
      title={map.data?.building.name ?? ''}
      subtitle={map.data && <Subtitle of={map.data} />}
      crumbs={[{ label: t('common:nav.estate'), link: { to: '/estate' } }, ...(here ? [areaCrumb(here)] : [])]}
      actions={
        map.data && (
          <>
            {add && (
              <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
                {t('estate:newUnit.button')}
              </Button>
            )}
            <LinkButton
              variant="default"
              leftSection={<IconList size={16} />}
              to="/estate"
              search={{ building: id, ...(search.asOf && { asOf: search.asOf }) }}
            >
              {t('estate:map.list')}
            </LinkButton>
            <PrintButton />
          </>
        )
      }
    >
      <Bar
        id={id}
        buildings={buildings}
        search={search}
        onAsOf={(asOf) => change({ asOf: asOf ?? undefined })}
        colours={
          <SegmentedControl
            size="xs"
            aria-label={t('arrears:map.by')}
            value={byArrears ? 'arrears' : byJobs ? 'jobs' : 'occupancy'}
            onChange={(by) => change({ by: by === 'occupancy' ? undefined : by, show: undefined, owing: undefined })}
            data={[
              { value: 'occupancy', label: t('arrears:map.occupancy') },
              ...(maySeeArrears ? [{ value: 'arrears', label: t('arrears:map.arrears') }] : []),
              { value: 'jobs', label: t('jobs:map.by') },
            ]}
            data-testid="map-by"
          />
        }
      />
      <Loaded query={map}>
        {(loaded) =>
          unitsIn(loaded) === 0 ? (
            <EmptyFace title={t('estate:map.empty')}>
              <Text size="sm" c="dimmed" ta="center">
                {t(add ? 'estate:map.emptyHint' : 'estate:map.emptyHintNoAdd')}
              </Text>
              {add && <Button onClick={add}>{t('estate:newUnit.button')}</Button>}
            </EmptyFace>
          ) : (
            <Box className={classes.content} data-late={map.isPlaceholderData || undefined}>
              {byJobs ? (
                <JobLegend units={loaded.floors.flatMap((floor) => floor.units)} jobs={jobs} />
              ) : byArrears ? (
                <DebtLegend
                  units={loaded.floors.flatMap((floor) => floor.units)}
                  shown={search.owing}
                  onShow={(owing) => change({ owing })}
                />
              ) : (
                <MapLegend counts={loaded.counts} shown={search.show} onShow={(show) => change({ show })} />
              )}
              <BuildingGrid
                map={loaded}
                show={search.show}
                arrears={byArrears ? { size: search.owing } : null}
                jobs={byJobs ? jobs : null}
                at={search.at}
                onOpen={(unit) => void openUnit(unit)}
              />
            </Box>
          )
        }
      </Loaded>
      {adding && <NewUnit buildingId={id} onClose={() => setAdding(false)} />}
    </Page>
  )
}

/** Where the building is and how large; on paper also the day that the colours are of. */
function Subtitle({ of }: { readonly of: BuildingMap }) {
  const { t } = useTranslation()
  return (
    <>
      {t('estate:map.subtitle', { area: of.building.area, units: formatCount(unitsIn(of)) })}
      <span className="only-print"> · {t('estate:map.printed', { asOf: of.asOf })}</span>
    </>
  )
}

function areaCrumb({ area, areaId }: BuildingChoice): Crumb {
  return { label: area, link: { to: '/estate', search: { area: areaId } } }
}

function unitsIn(map: BuildingMap): number {
  return map.floors.reduce((sum, floor) => sum + floor.units.length, 0)
}

/** Which building, and on which day. */
function Bar(props: {
  readonly id: number
  /** In the order of the tree. */
  readonly buildings: readonly BuildingChoice[]
  readonly search: MapSearch
  readonly onAsOf: (asOf: string | null) => void
  /** The choice of colours. */
  readonly colours: ReactNode
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const { buildings } = props
  const index = buildings.findIndex((building) => building.id === props.id)
  const [previous, next] = [index > 0 ? buildings[index - 1] : undefined, buildings[index + 1]]
  const go = (id: number | undefined) => {
    const { at: _, ...search } = props.search
    if (id !== undefined)
      void navigate({ to: '/estate/building/$id', params: { id: String(id) }, search, replace: true })
  }
  useCommands([
    { key: '[', label: t('estate:map.previous'), run: () => go(previous?.id) },
    { key: ']', label: t('estate:map.next'), run: () => go(index < 0 ? undefined : next?.id) },
  ])
  const areas = [...new Set(buildings.map((building) => building.area))]
  return (
    <Group gap={8} mb={10} className="no-print">
      <Group gap={4} wrap="nowrap">
        <Step
          label={t('estate:map.previous')}
          to={previous?.name}
          letter="["
          onGo={() => go(previous?.id)}
          testId="previous-building"
        >
          <IconChevronLeft size={17} />
        </Step>
        <Select
          w={150}
          aria-label={t('estate:map.building')}
          searchable
          allowDeselect={false}
          data={areas.map((area) => ({
            group: area,
            items: buildings
              .filter((building) => building.area === area)
              .map((building) => ({ value: String(building.id), label: building.name })),
          }))}
          value={index < 0 ? null : String(props.id)}
          onChange={(value) => value && go(Number(value))}
          data-testid="building"
        />
        <Step
          label={t('estate:map.next')}
          to={index < 0 ? undefined : next?.name}
          letter="]"
          onGo={() => go(next?.id)}
          testId="next-building"
        >
          <IconChevronRight size={17} />
        </Step>
      </Group>
      <Group gap={6} wrap="nowrap" ml="sm">
        <Text size="sm" c="dimmed" component="label" htmlFor="map-as-of">
          {t('common:asOf')}
        </Text>
        <DateField
          id="map-as-of"
          w={140}
          placeholder={today}
          value={props.search.asOf ?? null}
          onChange={props.onAsOf}
          onlyValid
          data-testid="as-of"
        />
      </Group>
      {props.colours}
    </Group>
  )
}

function Step(props: {
  readonly label: string
  readonly to: string | undefined
  readonly letter: string
  readonly onGo: () => void
  readonly testId: string
  readonly children: React.ReactNode
}) {
  return (
    <Tooltip label={`${props.label} ${props.to ?? ''} (${props.letter})`} disabled={props.to === undefined}>
      <ActionIcon
        size="lg"
        variant="default"
        aria-label={props.label}
        disabled={props.to === undefined}
        onClick={props.onGo}
        data-testid={props.testId}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}
