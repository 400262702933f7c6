import type { UseFormReturnType } from '@mantine/form'
import type { DateText } from '../../../electron/contract/dates.ts'

interface Dated extends Record<string, unknown> {
  onDate: string
  atTime: string
}

/** Takes another day over into a form; the time that was proposed for today says nothing of that day. */
export function takeDay<Values extends Dated>(form: UseFormReturnType<Values>, day: DateText | null): void {
  const { atTime } = form.getInitialValues()
  const isProposed = form.getValues().atTime === atTime && day !== form.getInitialValues().onDate
  form.setValues({ onDate: day, ...(isProposed && { atTime: '' }) } as unknown as Partial<Values>)
}
