import { Group, SegmentedControl, Select, SimpleGrid, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonFields } from '../../../electron/contract/residents.ts'
import { type ClientClass, clientClasses, codesOf } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { DateField } from '../../ui/DateField.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { birthOf, separators } from './person.ts'
import classes from './resident.module.css'

/** The fields of a person, new or known. */
export function PersonFieldset(props: {
  readonly form: UseFormReturnType<PersonFields>
  /** In place of the plain field, where a number is already stored. */
  readonly idNumber?: ReactNode
  /** Warns of people of the same name; their number is not repeated by mistake. */
  readonly isNew?: boolean
}) {
  const { t } = useTranslation()
  const { form } = props
  return (
    <>
      <SegmentedControl
        aria-label={fieldLabel('kind')}
        {...form.getInputProps('kind')}
        data={(['person', 'company'] as const).map((value) => ({ value, label: t(`vocabulary:personKind.${value}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        <TextInput
          label={t('residents:name')}
          required
          data-autofocus
          maxLength={80}
          {...form.getInputProps('name')}
          data-testid="name"
        />
        <TextInput
          label={fieldLabel('phone')}
          placeholder={t('residents:phonePlaceholder')}
          maxLength={120}
          {...form.getInputProps('phone')}
          data-testid="phone"
        />
        {props.isNew && <SameName name={form.values.name} />}
        {props.idNumber ?? (
          <TextInput
            label={fieldLabel('idNumber')}
            maxLength={40}
            {...form.getInputProps('idNumber')}
            value={form.values.idNumber ?? ''}
            onChange={(event) => {
              const text = event.currentTarget.value
              form.setFieldValue('idNumber', text === '' ? null : text)
              const birth = birthOf(text)
              if (birth !== null && form.getValues().birthOn === null) form.setFieldValue('birthOn', birth)
            }}
            data-testid="id-number"
          />
        )}
        <DateField label={fieldLabel('birthOn')} {...form.getInputProps('birthOn')} data-testid="birth-on" />
        <Select
          label={fieldLabel('clientClass')}
          placeholder={t('common:none')}
          clearable
          data={codesOf(clientClasses).map((value) => ({ value, label: t(`vocabulary:clientClass.${value}`) }))}
          value={form.values.clientClass}
          onChange={(value) => form.setFieldValue('clientClass', value as ClientClass | null)}
          error={form.errors.clientClass}
          data-testid="client-class"
        />
        <TagsInput
          label={fieldLabel('tags')}
          placeholder={form.values.tags.length === 0 ? t('residents:tagsPlaceholder') : undefined}
          maxTags={20}
          splitChars={separators}
          acceptValueOnBlur
          {...form.getInputProps('tags')}
          error={nested(form, 'tags')}
          data-testid="tags"
        />
        <TagsInput
          label={fieldLabel('plates')}
          placeholder={form.values.plates.length === 0 ? t('residents:platesPlaceholder') : undefined}
          maxTags={20}
          splitChars={[...separators, ' ']}
          acceptValueOnBlur
          {...form.getInputProps('plates')}
          error={nested(form, 'plates')}
          data-testid="plates"
        />
        <Textarea label={fieldLabel('note')} maxLength={2000} {...form.getInputProps('note')} minRows={1} />
      </SimpleGrid>
    </>
  )
}

/** The problem of a list or of one of its entries. */
function nested(form: UseFormReturnType<PersonFields>, field: 'tags' | 'plates'): ReactNode {
  const entry = Object.keys(form.errors).find((path) => path.startsWith(`${field}.`))
  return form.errors[field] ?? (entry && form.errors[entry])
}

/** Somebody of this name is already known: better a second unit than a second person. */
function SameName({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const [wanted] = useDebouncedValue(name.trim(), 150)
  const query = useQuery({
    ...orpc.desk.search.queryOptions({ input: { text: wanted, limit: 20 } }),
    enabled: wanted.length >= 2,
  })
  const same = (wanted.length >= 2 ? (query.data ?? []) : []).filter(
    (hit) => hit.kind === 'person' && hit.title === wanted,
  )
  if (same.length === 0) return null
  return (
    <Group gap={8} style={{ gridColumn: '1 / -1' }} role="status" data-testid="same-name">
      <Text size="xs" className={classes.attention ?? ''}>
        {t('residents:sameName', { count: same.length })}
      </Text>
      {same.slice(0, 4).map((hit) => (
        <LinkAnchor key={hit.id} to="/residents/$id" params={{ id: String(hit.id) }} size="xs">
          {hit.title} {hit.detail}
        </LinkAnchor>
      ))}
    </Group>
  )
}
