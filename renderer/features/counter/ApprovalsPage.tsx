import { Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatMoney } from '../../ui/format.ts'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'

const colours = { waiting: 'orange', approved: 'teal', rejected: 'red', withdrawn: 'gray' } as const

/** Requests that need a second person. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<ListRow<'approvals'> | null>(null)
  return (
    <Page title={t('common:nav.approvals')} fill>
      <DataList
        list="approvals"
        filters={
          <>
            <TextFilter placeholder={t('counter:findApproval')} w={200} />
            <ChoiceFilter field="state" choices="approvalState" label={t('counter:state')} />
            <ChoiceFilter field="kind" choices="approvalKind" label={t('counter:kind')} w={160} />
          </>
        }
        cells={{
          state: (row) => <Badge color={colours[row.state]}>{t(`vocabulary:approvalState.${row.state}`)}</Badge>,
        }}
        onOpen={setOpen}
      />
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? t(`vocabulary:approvalKind.${open.kind}`) : ''}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {open && <Decide of={open} onDone={() => setOpen(null)} />}
      </Modal>
    </Page>
  )
}

function Decide({ of, onDone }: { readonly of: ListRow<'approvals'>; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const actor = useActor()
  const mayDecide = useMay('approvals.decide')
  const [decision, setDecision] = useState('')
  const decide = useWrite(orpc.approvals.decide, { done: t('counter:decided'), onDone })
  const withdraw = useWrite(orpc.approvals.withdraw, { done: t('counter:withdrawn'), onDone })
  const isOwn = actor?.id === of.askedBy
  const waiting = of.state === 'waiting'
  const { receiptId } = JSON.parse(of.payload) as { receiptId?: number }
  const answer = (approve: boolean) => decide.mutate({ id: of.id, version: of.version, approve, decision })
  return (
    <Stack gap="sm">
      <FactTable
        columns={1}
        facts={[
          {
            label: t('counter:unit'),
            value: of.unitId !== null && (
              <LinkAnchor to="/counter" search={{ unit: of.unitId }}>
                {of.unit}
              </LinkAnchor>
            ),
          },
          { label: t('counter:paper.amount'), value: of.amount === null ? '' : formatMoney(of.amount), figure: true },
          ...(receiptId === undefined
            ? []
            : [
                {
                  label: t('counter:receipt'),
                  value: (
                    <LinkAnchor to="/counter/receipt/$id" params={{ id: String(receiptId) }}>
                      {t('counter:open')}
                    </LinkAnchor>
                  ),
                },
              ]),
          { label: t('common:reason'), value: of.reason },
          { label: t('counter:askedBy'), value: `${of.askedName} · ${of.askedOn}` },
          ...(of.decidedName === null
            ? []
            : [{ label: t('counter:decidedBy'), value: `${of.decidedName} · ${of.decidedOn ?? ''} ${of.decision}` }]),
        ]}
      />
      {waiting && isOwn && (
        <>
          <Text size="sm" c="dimmed">
            {t('counter:ownRequest')}
          </Text>
          <Group justify="flex-end">
            <Button
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ id: of.id, version: of.version })}
              data-testid="withdraw"
            >
              {t('counter:withdraw')}
            </Button>
          </Group>
        </>
      )}
      {waiting && !isOwn && mayDecide && (
        <>
          <Textarea
            label={t('counter:decision')}
            data-autofocus
            maxLength={500}
            value={decision}
            onChange={(event) => setDecision(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button
              variant="default"
              color="red"
              disabled={decision.trim() === ''}
              loading={decide.isPending}
              onClick={() => answer(false)}
              data-testid="reject"
            >
              {t('counter:reject')}
            </Button>
            <Button loading={decide.isPending} onClick={() => answer(true)} data-testid="approve">
              {t('counter:approve')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
