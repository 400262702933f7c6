import { SegmentedControl, Text } from '@mantine/core'

/** A choice of few, all on screen: arrows move it. */
export function Choice(props: {
  readonly label: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value?: string
  readonly disabled?: boolean
  readonly onChange?: (value: string) => void
}) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {props.label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={props.label}
        data={[...props.data]}
        disabled={props.disabled ?? false}
        {...(props.value !== undefined && { value: props.value })}
        {...(props.onChange && { onChange: props.onChange })}
      />
    </div>
  )
}
