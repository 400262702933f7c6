import { ActionIcon, Button, Group, Text, TextInput, Title } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './settings.module.css'

/** Short texts in an order that counts. Enter adds one below, Alt ↑ and Alt ↓ move one, an empty one goes with Backspace. */
export function OrderedList(props: {
  readonly label: string
  readonly hint: string
  readonly items: readonly string[]
  readonly onChange: (items: string[]) => void
  /** The form's errors; an item's is under `path.index`. */
  readonly errors: Readonly<Record<string, ReactNode>>
  readonly path: string
}) {
  const { t } = useTranslation()
  const { items, onChange, label } = props
  const list = useRef<HTMLOListElement>(null)
  const focusNext = useRef<number>(null)
  useEffect(() => {
    if (focusNext.current === null) return
    list.current?.querySelectorAll<HTMLInputElement>('input')[focusNext.current]?.focus()
    focusNext.current = null
  })

  const put = (next: string[], focus: number) => {
    focusNext.current = focus
    onChange(next)
  }
  const add = (at: number) => put(items.toSpliced(at, 0, ''), at)
  const remove = (at: number) => put(items.toSpliced(at, 1), Math.max(0, at - 1))
  const move = (at: number, by: 1 | -1) => {
    const to = at + by
    if (to < 0 || to >= items.length) return
    put(items.toSpliced(at, 1).toSpliced(to, 0, items[at] as string), to)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) add(at + 1)
    else if (event.altKey && event.key === 'ArrowUp') move(at, -1)
    else if (event.altKey && event.key === 'ArrowDown') move(at, 1)
    else if (event.key === 'Backspace' && items[at] === '') remove(at)
    else return
    event.preventDefault()
  }

  return (
    <section aria-label={label}>
      <Title order={3}>{label}</Title>
      <Text size="xs" c="dimmed" mb={6}>
        {props.hint}
      </Text>
      <ol ref={list} className={classes.items}>
        {items.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place, and two may be empty
          <li key={index}>
            <span className={`figure ${classes.number}`}>{index + 1}</span>
            <TextInput
              value={text}
              maxLength={40}
              flex={1}
              aria-label={t('settings:office.itemOf', { list: label, number: index + 1 })}
              error={props.errors[`${props.path}.${index}`]}
              onChange={(event) => onChange(items.with(index, event.currentTarget.value))}
              onKeyDown={(event) => press(event, index)}
              data-testid={`${props.path}-${index}`}
            />
            <Group gap={0} wrap="nowrap">
              <ActionIcon
                aria-label={t('settings:office.up', { item: text })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
                data-testid={`${props.path}-${index}-up`}
              >
                <IconArrowUp size={15} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('settings:office.down', { item: text })}
                disabled={index === items.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={15} />
              </ActionIcon>
              <ActionIcon aria-label={t('settings:office.removeItem', { item: text })} onClick={() => remove(index)}>
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ol>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconPlus size={14} />}
        disabled={items.length >= 100}
        onClick={() => add(items.length)}
        data-testid={`${props.path}-add`}
      >
        {t('settings:office.addItem')}
      </Button>
    </section>
  )
}
