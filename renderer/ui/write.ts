import { notifications } from '@mantine/notifications'
import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import i18next from 'i18next'
import { errorText, kindOf } from '../api/errors.ts'
import { queryClient } from '../api/query.ts'

/** Says in the corner that something is done. */
export function sayDone(message: string): void {
  notifications.show({ message, color: 'teal', ...close() })
}

/** Says in the corner what went wrong; it stays until it is read. */
export function sayError(error: unknown): void {
  if (kindOf(error) !== 'cancelled') sayRed(errorText(error))
}

/** The same for what the window itself refused: it has said so in words for the clerk. */
export function sayTold(error: unknown): void {
  sayRed((error as Error).message)
}

function sayRed(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 15_000, role: 'alert', ...close() })
}

/** What the cross in the corner is called. */
function close() {
  return { closeButtonProps: { 'aria-label': i18next.t('common:close') } }
}

/** After a write everything on screen is asked for again: the backend is near and the truth is there. */
export async function afterWrite(): Promise<void> {
  await queryClient.invalidateQueries()
}

interface Procedure<Input, Output> {
  readonly call: (input: Input) => Promise<Output>
}

/**
 * A single action such as "hand over" or "undo": `const complete = useWrite(orpc.handover.complete, { done: t('…') })`,
 * then `complete.mutate(input)`. Success is said, loaded data are refreshed, an error is said in words.
 */
export function useWrite<Input, Output>(
  procedure: Procedure<Input, Output>,
  options: {
    readonly done?: string | ((output: Output) => string)
    readonly onDone?: (output: Output) => void
    /** Takes an error over; what it answers `true` to is not said in the corner. */
    readonly onError?: (error: unknown) => boolean
  } = {},
): UseMutationResult<Output, unknown, Input> {
  return useMutation<Output, unknown, Input>({
    mutationFn: (input) => procedure.call(input),
    onSuccess: (output) => {
      if (options.done) sayDone(typeof options.done === 'string' ? options.done : options.done(output))
      void afterWrite()
      options.onDone?.(output)
    },
    onError: (error) => {
      if (!options.onError?.(error)) sayError(error)
    },
  })
}
