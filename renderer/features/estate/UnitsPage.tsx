import { Box, Button, Group, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBuilding, IconLayoutSidebarLeftExpand, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EstateTree } from '../../../electron/contract/estate.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { type ListState, useAddressList } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { NewUnit } from './NewUnit.tsx'
import { PlaceActions, PlaceDialog } from './PlaceActions.tsx'
import { PlaceTree } from './PlaceTree.tsx'
import { type Place, placesOf, usePlaces } from './places.ts'

/** Register 1 as a list, and beside it the tree of places that filters it. */
export function UnitsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const state = useAddressList('units')
  const places = usePlaces()
  const [withTree, setWithTree] = useLocalStorage({
    key: 'desk.estate.tree',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const selected = places.data && selectedPlace(places.data, state)
  return (
    <Page
      fill
      title={t('common:nav.estate')}
      subtitle={selected?.level === 'building' ? `${selected.area?.name} › ${selected.name}` : selected?.name}
      actions={<Actions selected={selected} />}
    >
      <Loaded query={places}>
        {(tree) =>
          tree.length === 0 ? (
            <NoEstate />
          ) : (
            <Group flex={1} mih={0} gap="sm" wrap="nowrap" align="stretch">
              {withTree && (
                <PlaceTree
                  tree={tree}
                  selected={selected}
                  onSelect={(place) => state.filter(filterOf(place))}
                  onCollapse={() => setWithTree(false)}
                  actions={<PlaceActions tree={tree} selected={selected} />}
                />
              )}
              <Box flex={1} miw={0} style={{ display: 'flex', flexDirection: 'column' }}>
                <DataList
                  list="units"
                  state={state}
                  filters={
                    <>
                      {!withTree && <ShowTree onClick={() => setWithTree(true)} />}
                      <TextFilter />
                      {!withTree && <PlaceFilter />}
                      <ChoiceFilter field="kind" />
                      <ChoiceFilter field="occupancy" w={136} />
                      <DateFilter field="asOf" label={t('common:asOf')} />
                    </>
                  }
                  empty={<NoUnits />}
                  onOpen={(unit) => void navigate({ to: '/estate/unit/$id', params: { id: String(unit.id) } })}
                />
              </Box>
            </Group>
          )
        }
      </Loaded>
    </Page>
  )
}

function selectedPlace(tree: EstateTree, state: ListState): Place | undefined {
  const { estate, area, building } = state.values
  const places = placesOf(tree)
  if (building !== undefined) return places.find((place) => place.level === 'building' && place.id === building)
  if (area !== undefined) return places.find((place) => place.level === 'area' && place.id === area)
  if (estate !== undefined) return places.find((place) => place.level === 'estate' && place.id === estate)
  return tree.length === 1 ? places[0] : undefined
}

function filterOf(place: Place) {
  switch (place.level) {
    case 'estate':
      return { estate: place.id, area: undefined, building: undefined }
    case 'area':
      return { estate: undefined, area: place.id, building: undefined }
    case 'building':
      return { estate: undefined, area: place.area?.id, building: place.id }
  }
}

function Actions({ selected }: { readonly selected: Place | undefined }): ReactNode {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const mayAdd = useMay('estate.createUnit')
  const building = selected?.level === 'building' ? selected.id : undefined
  const map = { to: '/estate/building/$id', params: { id: String(building) } } as const
  useCommands([
    ...(building !== undefined ? [{ key: 'm', label: t('estate:unit.map'), run: () => void navigate(map) }] : []),
    ...(mayAdd ? [{ key: 'n', label: t('estate:newUnit.button'), run: () => setAdding(true) }] : []),
  ])
  return (
    <>
      {building !== undefined && (
        <LinkButton
          variant="default"
          leftSection={<IconBuilding size={16} />}
          rightSection={<Keys of="m" />}
          {...map}
          data-testid="open-map"
        >
          {t('estate:unit.map')}
        </LinkButton>
      )}
      <LinkButton variant="default" to="/estate/zones">
        {t('estate:zones.title')}
      </LinkButton>
      {mayAdd && (
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} data-testid="new-unit">
          {t('estate:newUnit.button')}
        </Button>
      )}
      {adding && <NewUnit buildingId={building} onClose={() => setAdding(false)} />}
    </>
  )
}

function ShowTree({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      variant="default"
      px={10}
      leftSection={<IconLayoutSidebarLeftExpand size={16} />}
      onClick={onClick}
      data-testid="show-tree"
    >
      {t('estate:tree.show')}
    </Button>
  )
}

/** A new office: the workbook is the quick way, the first estate by hand the other. */
function NoEstate() {
  const { t } = useTranslation()
  const [creating, setCreating] = useState(false)
  const mayCreate = useMay('estate.createPlace')
  return (
    <EmptyFace title={t('estate:empty.title')}>
      <Text size="sm" c="dimmed" ta="center">
        {t(mayCreate ? 'estate:empty.hint' : 'estate:empty.hintNoCreate')}
      </Text>
      <Group gap={8} mt={4}>
        <ImportLink />
        {mayCreate && (
          <Button variant="default" onClick={() => setCreating(true)} data-testid="first-estate">
            {t('estate:place.new', { level: t('vocabulary:placeLevel.estate') })}
          </Button>
        )}
      </Group>
      {creating && (
        <PlaceDialog task={{ do: 'create', level: 'estate', parent: null }} onClose={() => setCreating(false)} />
      )}
    </EmptyFace>
  )
}

function NoUnits() {
  const { t } = useTranslation()
  return (
    <EmptyFace title={t('estate:empty.units')}>
      <Group gap={8} mt={4}>
        <ImportLink />
      </Group>
    </EmptyFace>
  )
}

function ImportLink() {
  const { t } = useTranslation()
  const mayImport = useMay('imports.check')
  return mayImport && <LinkButton to="/imports">{t('estate:empty.import')}</LinkButton>
}
