import { Alert, Button, Group, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ShareFields, shareFields } from '../../../electron/contract/billing.ts'
import { addMonths, lastOfMonth } from '../../../electron/contract/dates.ts'
import { client } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { NoPermissionFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sendByKey } from '../../ui/sendByKey.ts'
import { useChecking } from './checking.ts'
import { ItemSelect, useFeeItems } from './ItemSelect.tsx'
import { KindsSelect, PlaceSelect } from './PlaceFields.tsx'
import { StepView } from './StepView.tsx'

type Values = Omit<ShareFields, 'itemId' | 'amount' | 'kinds'> & {
  itemId: number | null
  amount: number | null
  kinds: string[]
}

/** 公摊: an amount spread over units; the parts add up to it. */
export function SharePage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const may = useMay('billingRun.checkShare')
  const checking = useChecking()
  const month = addMonths(`${today.slice(0, 7)}-01`, -1)
  const [values, setValues] = useState<Values>({
    itemId: null,
    title: '',
    amount: null,
    fromOn: month,
    toOn: lastOfMonth(month),
    dueOn: lastOfMonth(today),
    place: {},
    kinds: ['residence', 'villa'],
    by: 'area',
  })
  const { step } = checking
  return (
    <Page
      title={t('billing:share.title')}
      subtitle={step.at === 'form' ? t('billing:share.about') : `${values.title} · ${formatMoney(values.amount ?? 0)}`}
      crumbs={[{ label: t('common:nav.billing'), link: { to: '/billing' } }]}
      fill
    >
      {!may ? (
        <NoPermissionFace />
      ) : step.at === 'form' ? (
        <ShareForm values={values} onChange={setValues} problem={step.problem} check={checking.check} />
      ) : (
        <StepView checking={checking} />
      )}
    </Page>
  )
}

function ShareForm(props: {
  readonly values: Values
  readonly onChange: (values: Values) => void
  readonly problem: string | undefined
  readonly check: (begin: () => Promise<{ taskId: string }>) => Promise<void>
}) {
  const { t } = useTranslation()
  const items = useFeeItems().filter((item) => item.kind === 'public-share' && item.active)
  const only = items.length === 1 ? (items[0]?.id ?? null) : null
  const record = useRecordForm<Values>({
    schema: shareFields,
    record: { version: 0, values: props.values },
    save: ({ values }) => {
      props.onChange(values)
      return props.check(() => client.billingRun.checkShare(shareFields.parse(values)))
    },
    onSaved: () => undefined,
  })
  const { form } = record
  // With one item for it there is nothing to choose.
  if (form.values.itemId === null && only !== null) form.setFieldValue('itemId', only)
  return (
    <Paper maw={720} component="section">
      <form noValidate onSubmit={record.submit} onKeyDown={sendByKey}>
        <Stack gap="sm">
          {props.problem && (
            <Alert color="red" role="alert">
              {props.problem}
            </Alert>
          )}
          {record.notice}
          <Group gap={8} grow align="flex-start">
            <TextInput
              label={t('billing:share.name')}
              placeholder={t('billing:share.namePlaceholder')}
              withAsterisk
              maxLength={60}
              autoFocus
              {...form.getInputProps('title')}
              data-testid="title"
            />
            <HundredthsField
              label={t('billing:amountYuan')}
              withAsterisk
              {...form.getInputProps('amount')}
              data-testid="amount"
            />
          </Group>
          <Group gap={8} grow align="flex-start">
            <ItemSelect
              label={t('billing:item')}
              withAsterisk
              allowDeselect={false}
              only={(item) => item.kind === 'public-share'}
              value={form.values.itemId}
              onChange={(itemId) => form.setFieldValue('itemId', itemId)}
              error={form.errors.itemId}
              data-testid="item"
            />
            <DateField label={t('billing:dueOn')} required {...form.getInputProps('dueOn')} data-testid="due-on" />
          </Group>
          <Group gap={8} grow align="flex-start">
            <DateField label={t('billing:fromOn')} required {...form.getInputProps('fromOn')} data-testid="from-on" />
            <DateField label={t('billing:toOn')} required {...form.getInputProps('toOn')} data-testid="to-on" />
          </Group>
          <PlaceSelect
            label={t('billing:place.label')}
            value={form.values.place}
            onChange={(place) => form.setFieldValue('place', place as Values['place'])}
          />
          <KindsSelect
            label={t('billing:place.kinds')}
            required
            value={form.values.kinds}
            onChange={(kinds) => form.setFieldValue('kinds', kinds)}
            error={form.errors.kinds}
          />
          <Group justify="space-between" align="flex-end">
            <div>
              <Text size="sm" fw={500} mb={2}>
                {t('billing:share.by')}
              </Text>
              <SegmentedControl
                aria-label={t('billing:share.by')}
                data={(['area', 'household'] as const).map((by) => ({
                  value: by,
                  label: t(`billing:share.byWhat.${by}`),
                }))}
                value={form.values.by}
                onChange={(by) => form.setFieldValue('by', by as Values['by'])}
                data-testid="by"
              />
            </div>
            <Button type="submit" loading={record.busy} data-testid="preview">
              {t('billing:run.preview')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
