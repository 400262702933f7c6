import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonFields, personFields, type ResidentCard } from '../../../electron/contract/residents.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { type Editable, useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { PersonFieldset } from './PersonFieldset.tsx'

interface EditProps {
  readonly card: ResidentCard
  readonly opened: boolean
  readonly onClose: () => void
}

/** Changes what is known about a person. */
export function EditResident(props: EditProps) {
  const { t } = useTranslation()
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('residents:editTitle', { name: props.card.fields.name })}
      size="lg"
    >
      <EditForm {...props} />
    </FormDialog>
  )
}

/** A masked number is not the number: it stays what it is unless it is shown whole and changed. */
function editableOf({ version, fields, idNumberMasked }: ResidentCard): Editable<PersonFields> {
  return { version, values: { ...fields, idNumber: idNumberMasked ? undefined : fields.idNumber } }
}

function EditForm({ card, onClose }: EditProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(!card.idNumberMasked)
  const record = useRecordForm<PersonFields>({
    schema: personFields,
    record: editableOf(card),
    save: ({ version, values }) => client.residents.update({ id: card.id, version, fields: values }),
    reload: async () => editableOf(await client.residents.card({ id: card.id })),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <PersonFieldset
        form={record.form}
        {...(!shown && {
          idNumber: (
            <HiddenIdNumber
              card={card}
              onShown={(idNumber) => {
                record.form.setFieldValue('idNumber', idNumber)
                setShown(true)
              }}
            />
          ),
        })}
      />
    </DialogForm>
  )
}

function HiddenIdNumber(props: { readonly card: ResidentCard; readonly onShown: (idNumber: string | null) => void }) {
  const { t } = useTranslation()
  const mayReveal = useMay('residents.revealIdNumber')
  const reveal = useWrite(orpc.residents.revealIdNumber, { onDone: ({ idNumber }) => props.onShown(idNumber) })
  return (
    <TextInput
      label={fieldLabel('idNumber')}
      value={props.card.fields.idNumber ?? ''}
      readOnly
      variant="filled"
      description={mayReveal ? t('residents:revealToChange') : t('residents:mayNotChangeIdNumber')}
      {...(mayReveal && {
        rightSectionWidth: 64,
        rightSection: (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={reveal.isPending}
            onClick={() => reveal.mutate({ id: props.card.id })}
          >
            {t('residents:reveal')}
          </Button>
        ),
      })}
      data-testid="id-number"
    />
  )
}
