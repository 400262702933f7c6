import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core'
import {
  IconDots,
  IconEdit,
  IconHomePlus,
  IconPencil,
  IconPrinter,
  IconTransfer,
  IconUserMinus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResidentCard } from '../../../electron/contract/residents.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatArea } from '../../ui/format.ts'
import { History } from '../../ui/History.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { OccupancyBadge } from '../../ui/occupancy.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { ComplaintsSection } from '../complaints/ComplaintsSection.tsx'
import { BalanceSection } from '../counter/BalanceSection.tsx'
import { JobsSection } from '../jobs/JobsSection.tsx'
import { RecordsOfUnit } from '../registers/RecordsOfUnit.tsx'
import { LastVisits } from '../visits/LastVisits.tsx'
import { EditResident } from './EditResident.tsx'
import { IdNumber } from './IdNumber.tsx'
import { byRole, ownedUnits, phonesOf } from './person.ts'
import { AddResidency, ChangeResidency, type Residency } from './ResidencyDialog.tsx'
import classes from './resident.module.css'
import { Section } from './Section.tsx'
import { Timeline } from './Timeline.tsx'

/** The resident card: everything about one person on one page. */
export function ResidentPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/residents/$id' })
  const query = useQuery(orpc.residents.card.queryOptions({ input: { id: Number(id) } }))
  if (query.data === undefined) {
    return (
      <Page title={t('residents:card')} crumbs={[{ label: t('common:nav.residents'), link: { to: '/residents' } }]}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  }
  return <Card key={query.data.id} card={query.data} />
}

function Card({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'edit' | 'add' | null>(null)
  const may = {
    update: useMay('residents.update'),
    add: useMay('residents.addResidency'),
    transfer: useMay('residents.transfer'),
  }
  const owned = ownedUnits(card)
  const transfer = () => {
    const [only] = owned
    void navigate({
      to: '/residents/transfer',
      search: { person: card.id, ...(owned.length === 1 && only && { unit: only.unitId }) },
    })
  }
  const mayTransfer = may.transfer && owned.length > 0
  useCommands([
    ...(may.update ? [{ key: 'e', label: t('common:edit'), run: () => setDialog('edit') }] : []),
    ...(may.add ? [{ key: 'a', label: t('residents:addUnit'), run: () => setDialog('add') }] : []),
    ...(mayTransfer ? [{ key: 't', label: t('residents:transfer'), run: transfer }] : []),
  ])
  const close = () => setDialog(null)
  return (
    <Page
      title={card.fields.name}
      subtitle={<Marks card={card} />}
      crumbs={[{ label: t('common:nav.residents'), link: { to: '/residents' } }]}
      actions={
        <>
          <ActionIcon size="lg" variant="default" aria-label={t('common:print')} onClick={printPage}>
            <IconPrinter size={16} />
          </ActionIcon>
          {may.add && (
            <Button
              variant="default"
              leftSection={<IconHomePlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setDialog('add')}
              data-testid="add-unit"
            >
              {t('residents:addUnit')}
            </Button>
          )}
          {mayTransfer && (
            <Button
              variant="default"
              leftSection={<IconTransfer size={16} />}
              rightSection={<Keys of="t" />}
              onClick={transfer}
              data-testid="transfer"
            >
              {t('residents:transfer')}
            </Button>
          )}
          {may.update && (
            <Button
              leftSection={<IconEdit size={16} />}
              rightSection={<Keys of="e" />}
              onClick={() => setDialog('edit')}
              data-testid="edit"
            >
              {t('common:edit')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.card}>
        <div className={classes.column}>
          <Identity card={card} />
          <Timeline card={card} className={classes.last ?? ''} />
        </div>
        <div className={classes.column}>
          <Units card={card} />
          <BalanceSection of={{ person: card.id }} />
          <JobsSection of={{ person: card.id }} title={card.fields.name} />
          <ComplaintsSection of={{ person: card.id }} />
          <LastVisits units={visitedUnits(card)} />
          <RecordsOfUnit units={visitedUnits(card)} />
          <Household card={card} />
          <Section title={t('common:history.title')} className="no-print">
            <History lines={card.history} />
          </Section>
        </div>
      </div>
      <EditResident card={card} opened={dialog === 'edit'} onClose={close} />
      <AddResidency card={card} opened={dialog === 'add'} onClose={close} />
    </Page>
  )
}

/** Homes of today, each once; a parking space is not visited. */
function visitedUnits(card: ResidentCard) {
  const homes = card.units.filter((unit) => unit.current && unit.kind !== 'parking' && unit.kind !== 'storage')
  return [...new Map(homes.map((unit) => [unit.unitId, { id: unit.unitId, name: unit.display }])).values()]
}

/** What is seen first: class, tags, age. */
function Marks({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const { clientClass, kind, tags } = card.fields
  return (
    <Group gap={6} wrap="nowrap">
      {clientClass !== null && <Badge color="desk">{t(`vocabulary:clientClass.${clientClass}`)}</Badge>}
      {kind === 'company' && <Badge color="gray">{t('vocabulary:personKind.company')}</Badge>}
      {card.age !== null && (
        <Badge color={card.age >= 60 ? 'orange' : 'gray'}>{t('residents:age', { age: card.age })}</Badge>
      )}
      {tags.map((tag) => (
        <Badge key={tag} color="gray" variant="outline">
          {tag}
        </Badge>
      ))}
      {card.units.every((unit) => !unit.current) && <Badge color="gray">{t('residents:past')}</Badge>}
    </Group>
  )
}

function Identity({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const { fields } = card
  return (
    <Section title={t('residents:identity')}>
      <FactTable
        columns={1}
        facts={[
          {
            label: fieldLabel('phone'),
            value: fields.phone && (
              <span className={`${classes.phones} figure`}>
                {phonesOf(fields.phone).map((phone) => (
                  <span key={phone}>{phone}</span>
                ))}
              </span>
            ),
          },
          { label: fieldLabel('idNumber'), value: <IdNumber card={card} /> },
          {
            label: fieldLabel('birthOn'),
            value: fields.birthOn && (
              <span className="figure">
                {fields.birthOn}
                {card.age !== null && ` · ${t('residents:age', { age: card.age })}`}
              </span>
            ),
          },
          {
            label: fieldLabel('clientClass'),
            value: fields.clientClass && t(`vocabulary:clientClass.${fields.clientClass}`),
          },
          { label: fieldLabel('tags'), value: fields.tags.join(t('common:listSeparator')) },
          { label: fieldLabel('plates'), value: fields.plates.join(t('common:listSeparator')), figure: true },
          { label: fieldLabel('note'), value: fields.note },
        ]}
      />
    </Section>
  )
}

function Units({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayChange = useMay('residents.updateResidency')
  const mayTransfer = useMay('residents.transfer')
  const [changing, setChanging] = useState<{ readonly residency: Residency; readonly how: 'end' | 'correct' } | null>(
    null,
  )
  return (
    <Section title={t('residents:units')}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{fieldLabel('unit')}</Table.Th>
            <Table.Th ta="right">{fieldLabel('areaCenti')} (m²)</Table.Th>
            <Table.Th>{fieldLabel('occupancy')}</Table.Th>
            <Table.Th>{fieldLabel('role')}</Table.Th>
            <Table.Th>{fieldLabel('fromOn')}</Table.Th>
            <Table.Th>{fieldLabel('toOn')}</Table.Th>
            {mayChange && <Table.Th w={40} className="no-print" aria-label={t('common:more')} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {card.units.map((unit) => (
            <Table.Tr key={unit.residencyId} className={unit.current ? '' : (classes.past ?? '')} data-testid="spell">
              <Table.Td>
                <LinkAnchor to="/estate/unit/$id" params={{ id: String(unit.unitId) }}>
                  {unit.display}
                </LinkAnchor>{' '}
                <Text span size="xs" c="dimmed">
                  {unit.area}
                  {unit.kind !== 'residence' && ` · ${t(`vocabulary:unitKind.${unit.kind}`)}`}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{formatArea(unit.areaCenti)}</Table.Td>
              <Table.Td>
                <OccupancyBadge category={unit.occupancy} />
              </Table.Td>
              <Table.Td>{t(`vocabulary:residentRole.${unit.role}`)}</Table.Td>
              <Table.Td>{unit.fromOn}</Table.Td>
              <Table.Td>{unit.toOn ?? t('residents:untilNow')}</Table.Td>
              {mayChange && (
                <Table.Td className="no-print" py={0}>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon
                        aria-label={t('residents:actionsOn', { unit: unit.display })}
                        data-testid="spell-actions"
                      >
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {unit.toOn === null && (
                        <Menu.Item
                          leftSection={<IconUserMinus size={16} />}
                          onClick={() => setChanging({ residency: unit, how: 'end' })}
                          data-testid="end-spell"
                        >
                          {t('residents:end')}
                        </Menu.Item>
                      )}
                      {mayTransfer && unit.current && unit.role === 'owner' && (
                        <Menu.Item
                          leftSection={<IconTransfer size={16} />}
                          onClick={() =>
                            void navigate({
                              to: '/residents/transfer',
                              search: { unit: unit.unitId, person: card.id },
                            })
                          }
                          data-testid="transfer-spell"
                        >
                          {t('residents:transfer')}
                        </Menu.Item>
                      )}
                      <Menu.Item
                        leftSection={<IconPencil size={16} />}
                        onClick={() => setChanging({ residency: unit, how: 'correct' })}
                        data-testid="correct-spell"
                      >
                        {t('residents:correct')}
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <ChangeResidency
        card={card}
        residency={changing?.residency ?? null}
        how={changing?.how ?? 'correct'}
        onClose={() => setChanging(null)}
      />
    </Section>
  )
}

function Household({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const units = [...new Set(card.household.map((member) => member.unitId))]
  const several = units.length > 1
  const members = card.household.toSorted((a, b) => units.indexOf(a.unitId) - units.indexOf(b.unitId) || byRole(a, b))
  return (
    <Section title={t('residents:household')}>
      {card.household.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('residents:nobodyElse')}
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('residents:name')}</Table.Th>
              <Table.Th>{fieldLabel('role')}</Table.Th>
              <Table.Th ta="right">{fieldLabel('age')}</Table.Th>
              <Table.Th>{fieldLabel('phone')}</Table.Th>
              {several && <Table.Th>{fieldLabel('unit')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.map((member) => (
              <Table.Tr key={`${member.personId} ${member.unitId} ${member.role}`} data-testid="member">
                <Table.Td>
                  <LinkAnchor to="/residents/$id" params={{ id: String(member.personId) }}>
                    {member.name}
                  </LinkAnchor>
                </Table.Td>
                <Table.Td>{t(`vocabulary:residentRole.${member.role}`)}</Table.Td>
                <Table.Td ta="right">{member.age}</Table.Td>
                <Table.Td>{member.phone}</Table.Td>
                {several && <Table.Td>{member.unit}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  )
}
