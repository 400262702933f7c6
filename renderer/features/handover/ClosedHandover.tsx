import { Alert, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HandoverDetail, HandoverItem } from '../../../electron/contract/handover.ts'
import { useMay } from '../../api/session.ts'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { JobStateBadge } from '../jobs/JobStateBadge.tsx'
import { HandoverFrame } from './HandoverFrame.tsx'
import classes from './handover.module.css'

/** A handover as it was recorded; nothing about it changes any more, or not by whoever looks at it. */
export function ClosedHandover({ detail }: { readonly detail: HandoverDetail }) {
  const { t } = useTranslation()
  const own = (kind: HandoverItem['kind']) => detail.items.filter((item) => item.kind === kind)
  const defects = detail.items.filter((item) => item.result === 'defect').length
  return (
    <HandoverFrame detail={detail} actions={detail.state === 'done' && <NextSteps unitId={detail.unitId} />}>
      <Stack gap="sm">
        {detail.state === 'cancelled' && (
          <Alert color="gray" title={t('vocabulary:handoverState.cancelled')}>
            {t('handover:cancelledBecause', { reason: detail.cancelReason ?? '' })}
          </Alert>
        )}
        <Paper p="sm">
          <FactTable
            columns={3}
            facts={[
              { label: fieldLabel('doneOn'), value: detail.doneOn, figure: true },
              {
                label: fieldLabel('appointedOn'),
                value: `${detail.appointedOn} ${detail.appointedTime}`.trim(),
                figure: true,
              },
              { label: fieldLabel('receiver'), value: detail.receiver },
              { label: fieldLabel('keys'), value: detail.keys, figure: true },
              { label: t('handover:defects'), value: defects, figure: true },
              { label: fieldLabel('note'), value: detail.note },
            ]}
          />
        </Paper>
        <div className={classes.card}>
          <Answers title={t('vocabulary:handoverItemKind.inspection')} items={own('inspection')} />
          <Stack gap="sm">
            <Answers title={t('vocabulary:handoverItemKind.meter')} items={own('meter')} figure />
            <Answers title={t('vocabulary:handoverItemKind.document')} items={own('document')} />
          </Stack>
        </div>
      </Stack>
    </HandoverFrame>
  )
}

/** What comes after: the fees of taking over, and the card from which the household moves in. */
function NextSteps({ unitId }: { readonly unitId: number }) {
  const { t } = useTranslation()
  const mayTake = useMay('counter.take')
  return (
    <>
      {mayTake && (
        <LinkButton to="/counter" search={{ unit: unitId }} variant="default" data-testid="to-fees">
          {t('handover:toFees')}
        </LinkButton>
      )}
      <LinkButton to="/estate/unit/$id" params={{ id: String(unitId) }} data-testid="to-unit">
        {t('handover:toUnit')}
      </LinkButton>
    </>
  )
}

function Answers(props: {
  readonly title: string
  readonly items: readonly HandoverItem[]
  readonly figure?: boolean
}) {
  const { t, i18n } = useTranslation()
  if (props.items.length === 0) return null
  const jobs = props.items.some((item) => item.job !== null)
  const word = (result: string) =>
    i18n.exists(`vocabulary:itemResult.${result}`) ? t(`vocabulary:itemResult.${result}`) : result
  return (
    <Paper component="section" aria-label={props.title} p="sm">
      <Title order={2} mb={4}>
        {props.title}
      </Title>
      <Table>
        <Table.Tbody>
          {props.items.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td>{item.name}</Table.Td>
              <Table.Td
                className={classes.answer ?? ''}
                data-result={item.result}
                ta={props.figure ? 'right' : 'left'}
                w={props.figure ? '8rem' : '7.5rem'}
              >
                {item.result === '' ? (
                  <Text span inherit c="dimmed">
                    {t('handover:notYet')}
                  </Text>
                ) : (
                  word(item.result)
                )}
              </Table.Td>
              {!props.figure && item.kind === 'inspection' && <Table.Td>{item.note}</Table.Td>}
              {jobs && (
                <Table.Td>
                  {item.job && (
                    <Group gap={6} wrap="nowrap" data-testid="defect-job">
                      <LinkAnchor to="/jobs/$id" params={{ id: String(item.job.id) }} className="figure">
                        {item.job.number}
                      </LinkAnchor>
                      <JobStateBadge state={item.job.state} />
                    </Group>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
