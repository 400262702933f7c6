import { Button, Group, Text } from '@mantine/core'
import { IconCash, IconFileDescription, IconPhonePlus, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import classes from './arrears.module.css'
import { CaseDialog } from './CaseDialogs.tsx'
import { CaseSection } from './CaseSection.tsx'
import { ContactDialog } from './ContactDialog.tsx'
import { ContactSection } from './ContactSection.tsx'
import { LimitationSection } from './LimitationSection.tsx'
import { NoticeSection } from './NoticeSection.tsx'
import { OwedSection } from './OwedSection.tsx'

export function UnitArrearsPage() {
  const { id } = useParams({ from: '/arrears/unit/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <UnitPage unitId={Number(id)} /> : <NotFoundFace />
}

/** What one unit owes and why, what was said and sent, and how far it is from being time-barred. */
function UnitPage({ unitId }: { readonly unitId: number }) {
  const { t } = useTranslation()
  const { asOf } = useSearch({ from: '/arrears/unit/$id' })
  const query = useQuery(orpc.dunning.unit.queryOptions({ input: { unitId, ...(asOf && { asOf }) } }))
  const unit = query.data
  return (
    <Page
      title={unit ? t('arrears:unitTitle', { unit: unit.unit }) : t('common:nav.arrears')}
      subtitle={unit && [unit.area, unit.owners, unit.phone].filter(Boolean).join(' · ')}
      crumbs={[{ label: t('common:nav.arrears'), link: { to: '/arrears' } }]}
      actions={unit && <Actions of={unit} asOf={asOf} />}
    >
      <Loaded query={query}>{(loaded) => <Sections key={loaded.unitId} of={loaded} asOf={asOf} />}</Loaded>
    </Page>
  )
}

function Actions({ of, asOf }: { readonly of: UnitArrears; readonly asOf: string | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayTake = useMay('counter.take')
  const mayContact = useMay('dunning.addContact')
  const mayOpenCase = useMay('dunning.openCase')
  const [dialog, setDialog] = useState<'contact' | 'case' | null>(null)
  const close = () => setDialog(null)
  const params = { id: String(of.unitId) }
  const search = asOf ? { asOf } : {}
  useCommands([
    ...(mayContact ? [{ key: 'r', label: t('arrears:contact.add'), run: () => setDialog('contact') }] : []),
    {
      key: 'v',
      label: t('arrears:evidence.title'),
      run: () => void navigate({ to: '/arrears/unit/$id/evidence', params, search }),
    },
    ...(mayTake
      ? [
          {
            key: 'c',
            label: t('arrears:take'),
            run: () => void navigate({ to: '/counter', search: { unit: of.unitId } }),
          },
        ]
      : []),
  ])
  return (
    <>
      <LinkButton
        to="/arrears/unit/$id/evidence"
        params={params}
        search={search}
        variant="default"
        leftSection={<IconFileDescription size={16} />}
        data-testid="evidence"
      >
        {t('arrears:evidence.title')}
      </LinkButton>
      {mayOpenCase && (
        <Button
          variant="default"
          leftSection={<IconScale size={16} />}
          onClick={() => setDialog('case')}
          data-testid="open-case"
        >
          {t('arrears:case.open')}
        </Button>
      )}
      {mayTake && (
        <LinkButton
          to="/counter"
          search={{ unit: of.unitId }}
          variant="default"
          leftSection={<IconCash size={16} />}
          rightSection={<Keys of="c" />}
        >
          {t('arrears:take')}
        </LinkButton>
      )}
      {mayContact && (
        <Button
          leftSection={<IconPhonePlus size={16} />}
          rightSection={<Keys of="r" />}
          onClick={() => setDialog('contact')}
          data-testid="add-contact"
        >
          {t('arrears:contact.add')}
        </Button>
      )}
      <ContactDialog unit={of} opened={dialog === 'contact'} onClose={close} />
      <CaseDialog unit={of} opened={dialog === 'case'} onClose={close} />
    </>
  )
}

function Sections({ of, asOf }: { readonly of: UnitArrears; readonly asOf: string | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  return (
    <>
      <Group gap="lg" mb="sm" align="flex-end">
        <div>
          <Text size="sm" c="dimmed">
            {t('arrears:owedOn', { date: of.account.asOf })}
          </Text>
          <div className={classes.sum} data-testid="unit-owed">
            {formatMoney(of.account.owed)}
            <span>{t('common:yuan')}</span>
          </div>
        </div>
        {of.account.prepaid > 0 && (
          <Text size="sm" c="dimmed" className="figure">
            {t('arrears:prepaid', { amount: formatMoney(of.account.prepaid) })}
          </Text>
        )}
        <Group gap={6} ml="auto" className="no-print">
          <Text size="sm" c="dimmed" component="label" htmlFor="unit-as-of">
            {t('common:asOf')}
          </Text>
          <DateField
            id="unit-as-of"
            w={140}
            placeholder={today}
            value={asOf ?? null}
            onlyValid
            onChange={(date) =>
              void navigate({
                to: '/arrears/unit/$id',
                params: { id: String(of.unitId) },
                search: date ? { asOf: date } : {},
                replace: true,
              })
            }
          />
        </Group>
      </Group>
      <div className={classes.card}>
        <div className={classes.column}>
          <OwedSection of={of} />
          <ContactSection of={of} />
        </div>
        <div className={classes.column}>
          <LimitationSection of={of} />
          <NoticeSection of={of} />
          <CaseSection of={of} />
        </div>
      </div>
    </>
  )
}
