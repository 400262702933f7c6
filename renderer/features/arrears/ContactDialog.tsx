import { Checkbox, Group, Input, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../electron/contract/dates.ts'
import { type ContactFields, contactFields, spokenWays, type UnitArrears } from '../../../electron/contract/dunning.ts'
import { client } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface ContactProps {
  readonly unit: UnitArrears
  readonly onClose: () => void
}

const outcomes = ['reached', 'promised', 'refused', 'not-reached'] as const

/** Records a call, a visit or a message, and what came of it. */
export function ContactDialog(props: ContactProps & { readonly opened: boolean }) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('arrears:contact.addTitle', { unit: props.unit.unit })}
      size="lg"
    >
      {props.opened && <ContactForm {...props} />}
    </FormDialog>
  )
}

function ContactForm({ unit, onClose }: ContactProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<ContactFields>({
    schema: contactFields,
    record: {
      version: 0,
      values: {
        onDate: today,
        way: 'phone',
        outcome: 'reached',
        person: unit.owners ?? '',
        note: '',
        promiseOn: addDays(today, 7),
        promiseAmount: unit.account.owed > 0 ? unit.account.owed : null,
        documented: false,
      },
    },
    save: ({ values }) => client.dunning.addContact({ unitId: unit.unitId, ...values }),
    onSaved: () => {
      sayDone(t('arrears:contact.added'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Group align="flex-start">
        <Input.Wrapper label={t('lists:contacts.columns.way')}>
          <div>
            <SegmentedControl
              aria-label={t('lists:contacts.columns.way')}
              data={spokenWays.map((value) => ({ value, label: t(`vocabulary:contactWay.${value}`) }))}
              value={form.values.way}
              onChange={(value) => form.setFieldValue('way', value as ContactFields['way'])}
            />
          </div>
        </Input.Wrapper>
        <DateField label={t('arrears:date')} w={150} required {...form.getInputProps('onDate')} />
        <TextInput
          label={t('lists:contacts.columns.person')}
          maxLength={60}
          flex={1}
          {...form.getInputProps('person')}
        />
      </Group>
      <Input.Wrapper label={t('lists:contacts.columns.outcome')}>
        <div>
          <SegmentedControl
            fullWidth
            aria-label={t('lists:contacts.columns.outcome')}
            data={outcomes.map((value) => ({ value, label: t(`vocabulary:contactOutcome.${value}`) }))}
            value={form.values.outcome}
            onChange={(value) => form.setFieldValue('outcome', value as ContactFields['outcome'])}
            data-testid="outcome"
          />
        </div>
      </Input.Wrapper>
      {form.values.outcome === 'promised' && (
        <Group grow align="flex-start">
          <DateField
            label={t('lists:contacts.columns.promiseOn')}
            required
            {...form.getInputProps('promiseOn')}
            data-testid="promise-on"
          />
          <HundredthsField
            label={t('lists:contacts.columns.promiseAmount')}
            required
            {...form.getInputProps('promiseAmount')}
            data-testid="promise-amount"
          />
        </Group>
      )}
      <Textarea
        label={t('lists:contacts.columns.note')}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
        {...form.getInputProps('note')}
        data-testid="contact-note"
      />
      <Checkbox
        label={t('arrears:contact.documented')}
        description={t('arrears:contact.documentedHint')}
        {...form.getInputProps('documented', { type: 'checkbox' })}
      />
    </DialogForm>
  )
}
