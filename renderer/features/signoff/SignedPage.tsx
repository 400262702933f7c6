import { Badge, Button, Paper, Stack, Table, Text } from '@mantine/core'
import { IconArrowBackUp, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignoffHead } from '../../../electron/contract/signoffs.ts'
import { boundsOf } from '../../../electron/contract/spans.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { PrintButton } from '../../ui/PrintButton.tsx'
import { useWrite } from '../../ui/write.ts'
import { SignedDownloadMenu } from '../summary/DownloadMenu.tsx'
import { objection, periodInput, usualYear } from '../summary/period.ts'
import { SummaryFrame } from '../summary/SummaryFrame.tsx'
import { SignDialog } from './SignDialog.tsx'
import { SignedReport } from './SignedReport.tsx'
import classes from './signoff.module.css'
import { chosenOf, type SignedSearch, searchOf } from './signoffSearch.ts'
import { periodName } from './signoffText.ts'

/** Signed reports: every edition of every period, and one of them to read beside what is true now. */
export function SignedPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary/signed' })
  const year = search.year ?? usualYear(today)
  const span = search.span ?? 'year'
  const { end } = boundsOf(year, span)
  const asOf = search.asOf ?? (today < end ? today : end)
  const list = useQuery(orpc.signoffs.list.queryOptions())
  const chosen = chosenOf(list.data ?? [], search, { year, span, asOf })
  return (
    <SummaryFrame
      tab="signed"
      search={search}
      asOf={asOf}
      actions={
        <Actions
          year={year}
          asOf={asOf}
          chosen={chosen}
          standing={list.data?.some((one) => isStanding(one, { year, span, asOf, estate: search.estate ?? null }))}
        />
      }
    >
      <Loaded query={list}>
        {(heads) => (
          <Stack gap="md">
            <Editions heads={heads} chosen={chosen} />
            {chosen ? (
              <SignedReport key={chosen.id} head={chosen} />
            ) : (
              heads.length > 0 && (
                <EmptyFace title={t('signoff:noneOfPeriod', { name: periodName({ year, span, estateName: null }) })} />
              )
            )}
          </Stack>
        )}
      </Loaded>
    </SummaryFrame>
  )
}

function isStanding(head: SignoffHead, of: Pick<SignoffHead, 'year' | 'span' | 'asOf' | 'estate'>): boolean {
  const { year, span, asOf, estate, withdrawn } = head
  return withdrawn === null && year === of.year && span === of.span && asOf === of.asOf && estate === of.estate
}

/** To sign the period on screen, to take the signature of the report on screen back, to print it; each has its key. */
function Actions(props: {
  readonly year: number
  readonly asOf: string
  readonly chosen: SignoffHead | undefined
  readonly standing: boolean | undefined
}) {
  const { chosen, year, asOf } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary/signed' })
  const navigate = useNavigate()
  const [signing, setSigning] = useState(false)
  const maySign =
    useMay('signoffs.sign') && props.standing === false && objection(year, search.asOf, today) === null && asOf <= today
  const mayWithdraw = useMay('signoffs.withdraw') && chosen?.withdrawn === null
  const withdraw = useWrite(orpc.signoffs.withdraw, { done: t('signoff:withdraw.done') })

  async function withdrawNow(): Promise<void> {
    if (!chosen || !mayWithdraw || withdraw.isPending) return
    const reason = await askReason({
      title: t('signoff:withdraw.title', { name: periodName(chosen), edition: chosen.edition }),
      message: t('signoff:withdraw.consequence'),
      action: t('signoff:withdraw.action'),
      danger: true,
    })
    if (reason !== null) withdraw.mutate({ id: chosen.id, version: chosen.version, reason })
  }
  useCommands([
    ...(maySign ? [{ key: 's', label: t('signoff:sign.action'), run: () => setSigning(true) }] : []),
    ...(mayWithdraw ? [{ key: 'w', label: t('signoff:withdraw.action'), run: () => void withdrawNow() }] : []),
  ])
  const span = search.span ?? 'year'
  const name = periodName({ year, span, estateName: null })
  const signedAt = (signoff: number): SignedSearch => {
    const { asOf: _, ...period } = search
    return { ...period, year, ...(asOf !== boundsOf(year, span).end && { asOf }), signoff }
  }
  return (
    <>
      <PrintButton />
      {chosen && <SignedDownloadMenu signoff={chosen.id} />}
      {mayWithdraw && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          loading={withdraw.isPending}
          onClick={() => void withdrawNow()}
          data-testid="withdraw"
        >
          {t('signoff:withdraw.action')}
        </Button>
      )}
      {maySign && (
        <Button
          leftSection={<IconRosetteDiscountCheck size={16} />}
          onClick={() => setSigning(true)}
          data-testid="sign"
        >
          {t('signoff:sign.action')}
        </Button>
      )}
      <SignDialog
        period={periodInput(year, search)}
        name={name}
        opened={signing}
        onClose={() => setSigning(false)}
        onSigned={(id) => void navigate({ to: '/summary/signed', search: signedAt(id) })}
      />
    </>
  )
}

/** Every report that was ever signed, the one on screen marked. */
function Editions(props: { readonly heads: readonly SignoffHead[]; readonly chosen: SignoffHead | undefined }) {
  const { heads, chosen } = props
  const { t } = useTranslation()
  return (
    <Paper component="section" aria-label={t('signoff:editions')} className={`no-print ${classes.editions}`}>
      <Text size="sm" c="dimmed" mb={4}>
        {t('signoff:closesNothing')}
      </Text>
      {heads.length === 0 ? (
        <EmptyFace title={t('signoff:none')} />
      ) : (
        <div className={classes.scroll}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('signoff:report')}</Table.Th>
                <Table.Th>{t('summary:asOf')}</Table.Th>
                <Table.Th ta="right">{t('signoff:edition')}</Table.Th>
                <Table.Th>{t('signoff:signed')}</Table.Th>
                <Table.Th>{t('signoff:note')}</Table.Th>
                <Table.Th>{t('signoff:state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {heads.map((head) => (
                <Table.Tr
                  key={head.id}
                  data-testid="edition"
                  {...(head.id === chosen?.id && { className: classes.chosen, 'aria-current': 'true' as const })}
                >
                  <Table.Td>
                    <LinkAnchor to="/summary/signed" search={searchOf(head)}>
                      {periodName(head)}
                    </LinkAnchor>
                  </Table.Td>
                  <Table.Td className="figure">{head.asOf}</Table.Td>
                  <Table.Td ta="right" className="figure">
                    {head.edition}
                  </Table.Td>
                  <Table.Td className="figure">
                    {head.signedAt} {head.signedBy}
                  </Table.Td>
                  <Table.Td>{head.note || '—'}</Table.Td>
                  <Table.Td>
                    <SignoffState head={head} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Paper>
  )
}

function SignoffState({ head: { withdrawn } }: { readonly head: SignoffHead }) {
  const { t } = useTranslation()
  if (withdrawn === null) return <Badge color="teal">{t('signoff:standing')}</Badge>
  return (
    <>
      <Badge color="gray">{t('signoff:withdrawn')}</Badge>{' '}
      <Text span size="sm">
        {t('signoff:withdrawnBy', { ...withdrawn })}
      </Text>
    </>
  )
}
