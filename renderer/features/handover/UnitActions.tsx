import { Button, Group } from '@mantine/core'
import { IconCalendarPlus, IconChecklist, IconDoorEnter, IconDoorExit } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { useMay } from '../../api/session.ts'
import { LinkButton } from '../../ui/links.tsx'
import { AppointDialog } from './AppointDialog.tsx'
import { MoveInDialog, MoveOutDialog } from './MoveDialogs.tsx'

/** What can be done with a unit now on its way from appointment to the household that lives in it. */
export function UnitActions({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayAppoint = useMay('handover.appoint')
  const mayMoveIn = useMay('handover.moveIn')
  const mayMoveOut = useMay('handover.moveOut')
  const [dialog, setDialog] = useState<'appoint' | 'move-in' | 'move-out' | null>(null)
  const close = () => setDialog(null)
  const openHandover = (id: number) => void navigate({ to: '/handover/$id', params: { id: String(id) } })

  const handedOver = unit.fields.handedOverOn !== null
  const livedIn = unit.stays.some((stay) => stay.movedOutOn === null)
  const owners = unit.residents.filter((resident) => resident.current && resident.role === 'owner')
  return (
    <Group gap={8} wrap="nowrap" className="no-print">
      {unit.handoverId !== null && (
        <LinkButton
          to="/handover/$id"
          params={{ id: String(unit.handoverId) }}
          variant={handedOver ? 'default' : 'filled'}
          leftSection={<IconChecklist size={16} />}
          data-testid="open-handover"
        >
          {t(handedOver ? 'handover:seeHandover' : 'handover:openHandover')}
        </LinkButton>
      )}
      {!handedOver && unit.handoverId === null && mayAppoint && (
        <Button leftSection={<IconCalendarPlus size={16} />} onClick={() => setDialog('appoint')} data-testid="appoint">
          {t('handover:appointThis')}
        </Button>
      )}
      {handedOver && !livedIn && mayMoveIn && (
        <Button leftSection={<IconDoorEnter size={16} />} onClick={() => setDialog('move-in')} data-testid="move-in">
          {t('handover:moveIn')}
        </Button>
      )}
      {livedIn && mayMoveOut && (
        <Button
          variant="default"
          leftSection={<IconDoorExit size={16} />}
          onClick={() => setDialog('move-out')}
          data-testid="move-out"
        >
          {t('handover:moveOut')}
        </Button>
      )}
      <AppointDialog
        unit={
          dialog === 'appoint'
            ? {
                id: unit.id,
                display: unit.display,
                area: unit.area.name,
                owner: owners.map((owner) => owner.name).join(t('common:listSeparator')) || null,
                phone: owners.map((owner) => owner.phone).join(t('common:listSeparator')) || null,
                readyOn: unit.fields.readyOn,
                dueOn: unit.fields.dueOn,
              }
            : null
        }
        onClose={close}
        onOpen={openHandover}
      />
      <MoveInDialog unit={unit} opened={dialog === 'move-in'} onClose={close} />
      <MoveOutDialog unit={unit} opened={dialog === 'move-out'} onClose={close} />
    </Group>
  )
}
