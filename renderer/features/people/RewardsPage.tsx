import { Badge, Button, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { IconAward } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rewardFields } from '../../../electron/contract/people.ts'
import { type RewardKind, rewardKinds } from '../../../electron/contract/staffWords.ts'
import { client, orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { CaseLink } from './CaseLink.tsx'
import { PeopleFrame } from './PeopleFrame.tsx'
import { PersonSelect } from './PersonSelect.tsx'

/** Rewards and penalties with the case behind them: of everybody, or one's own. */
export function RewardsPage() {
  const { t } = useTranslation()
  const actor = useActor()
  const mayReward = useMay('people.reward')
  const [adding, setAdding] = useState(false)
  const cancel = useWrite(orpc.people.cancelReward, { done: t('people:cancelled') })
  useCommands(mayReward ? [{ key: 'a', label: t('people:reward.add'), run: () => setAdding(true) }] : [])
  const ask = async (row: { readonly id: number; readonly version: number; readonly name: string }) => {
    const reason = await askReason({
      title: t('people:reward.cancelOf', row),
      action: t('people:cancel'),
      danger: true,
    })
    if (reason) cancel.mutate({ id: row.id, version: row.version, reason })
  }
  return (
    <PeopleFrame
      tab="rewards"
      fill
      actions={
        mayReward && (
          <Button
            leftSection={<IconAward size={16} />}
            rightSection={<Keys of="a" />}
            onClick={() => setAdding(true)}
            data-testid="add-reward"
          >
            {t('people:reward.add')}
          </Button>
        )
      }
    >
      <DataList
        list="rewards"
        filters={
          <>
            <TextFilter placeholder={t('people:find')} />
            <ChoiceFilter field="kind" />
            <DateFilter field="from" label={t('lists:rewards.filters.from')} />
            <DateFilter field="to" label={t('lists:rewards.filters.to')} />
          </>
        }
        cells={{
          kind: (row) => (
            <Badge color={row.kind === 'reward' ? 'teal' : 'red'}>{t(`vocabulary:rewardKind.${row.kind}`)}</Badge>
          ),
          caseNumber: (row) => <CaseLink kind={row.caseKind} id={row.caseId} number={row.caseNumber} />,
        }}
        more={[
          {
            id: 'cancel',
            title: '',
            width: 80,
            cell: (row) =>
              mayReward &&
              row.cancelledOn === null &&
              row.staffId !== actor?.id && (
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => void ask(row)}>
                  {t('people:cancel')}
                </Button>
              ),
          },
        ]}
      />
      {adding && <RewardDialog onClose={() => setAdding(false)} />}
    </PeopleFrame>
  )
}

interface Values extends Record<string, unknown> {
  staffId: number | null
  onDate: string
  kind: RewardKind
  amount: number | null
  reason: string
  caseNumber: string
}

function RewardDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:reward.add')}>
      <RewardForm onClose={onClose} />
    </FormDialog>
  )
}

function RewardForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const actor = useActor()
  const record = useRecordForm<Values>({
    schema: rewardFields,
    record: {
      version: 0,
      values: { staffId: null, onDate: today, kind: 'reward', amount: null, reason: '', caseNumber: '' },
    },
    save: ({ values }) => client.people.reward(rewardFields.parse(values)),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  const label = (field: string) => t(`lists:rewards.columns.${field}`)
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <SegmentedControl
        fullWidth
        aria-label={label('kind')}
        data={rewardKinds.map((value) => ({ value, label: t(`vocabulary:rewardKind.${value}`) }))}
        value={form.values.kind}
        onChange={(value) => form.setFieldValue('kind', value as RewardKind)}
      />
      <PersonSelect
        label={label('name')}
        required
        except={[actor?.id ?? null]}
        value={form.values.staffId}
        onChange={(id) => form.setFieldValue('staffId', id)}
        error={form.errors.staffId}
        data-autofocus
        data-testid="reward-person"
      />
      <Group grow align="flex-start">
        <DateField label={label('onDate')} required maxDate={today} {...form.getInputProps('onDate')} />
        <HundredthsField
          label={`${label('amount')} (${t('common:yuan')})`}
          required
          {...form.getInputProps('amount')}
          data-testid="reward-amount"
        />
        <TextInput
          label={label('caseNumber')}
          placeholder={t('people:reward.caseHint')}
          {...form.getInputProps('caseNumber')}
          data-testid="reward-case"
        />
      </Group>
      <Textarea
        label={label('reason')}
        required
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('reason')}
        data-testid="reward-reason"
      />
    </DialogForm>
  )
}
