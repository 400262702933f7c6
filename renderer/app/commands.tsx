import { Group, Kbd, Modal, Stack, Table, Text } from '@mantine/core'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { isAsking } from '../ui/question.ts'
import { isBehindLock } from './lock.ts'

/** Something a page does at a key. */
export interface Command {
  /** `mod+k` (Ctrl, ⌘ on a Mac), `alt+1`, `shift+f1`, `f1`, `?`, `e`. A bare letter does nothing while somebody types. */
  readonly key: string
  /** In the language of the screen; shown in the keyboard help. */
  readonly label: string
  readonly run: () => void
  /** Shown apart from the page's own in the keyboard help. */
  readonly everywhere?: boolean
  /** Also while a dialog is open. */
  readonly inDialog?: boolean
}

interface Registry {
  readonly set: (owner: string, commands: readonly Command[] | null) => void
  readonly showHelp: () => void
}

const RegistryContext = createContext<Registry | null>(null)

/** Listens for every page's keys and shows them on request. */
export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const owners = useRef(new Map<string, readonly Command[]>())
  const [shown, setShown] = useState<readonly Command[] | null>(null)

  const set = useCallback((owner: string, commands: readonly Command[] | null) => {
    if (commands) owners.current.set(owner, commands)
    else owners.current.delete(owner)
  }, [])
  const showHelp = useCallback(() => setShown([...owners.current.values()].flat()), [])
  const registry = useMemo(() => ({ set, showHelp }), [set, showHelp])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isBehindLock()) return
      const inDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null
      // The page registers after the shell, so the last one that knows the key is the closest.
      const command = [...owners.current.values()].flat().findLast(
        (candidate) =>
          matches(candidate.key, event) &&
          (!inDialog || candidate.inDialog) &&
          // The form beneath a question is out of reach; locking the window is not.
          (!isAsking() || candidate.everywhere),
      )
      if (!command) return
      event.preventDefault()
      command.run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  return (
    <RegistryContext value={registry}>
      {children}
      <KeyboardHelp commands={shown} onClose={() => setShown(null)} />
    </RegistryContext>
  )
}

/** Registers the keys of a page or a part of it for as long as it is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry()
  const owner = useId()
  // Before the page is painted: a key pressed as soon as the page is seen must count.
  useLayoutEffect(() => registry.set(owner, commands))
  useLayoutEffect(() => () => registry.set(owner, null), [registry, owner])
}

export function useKeyboardHelp(): () => void {
  return useRegistry().showHelp
}

function useRegistry(): Registry {
  const registry = use(RegistryContext)
  if (!registry) throw new Error('no CommandsProvider')
  return registry
}

function matches(key: string, event: KeyboardEvent): boolean {
  const parts = key.toLowerCase().split('+')
  const name = parts.pop() ?? ''
  const wantsMod = parts.includes('mod')
  const wantsAlt = parts.includes('alt')
  if (wantsMod !== (event.ctrlKey || event.metaKey) || wantsAlt !== event.altKey) return false
  const bare = !wantsMod && !wantsAlt && name.length === 1
  if (bare && isTyping(event.target)) return false
  // A sign such as ? needs Shift on some keyboards and not on others.
  const isSign = name.length === 1 && !/[a-z0-9]/.test(name)
  if (!isSign && parts.includes('shift') !== event.shiftKey) return false
  // With Alt some systems type another character, so digits go by their place.
  return event.key.toLowerCase() === name || (wantsAlt && event.code === `Digit${name}`)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    // Nothing can be typed into a tick, or into the box of a drop-down that is only chosen from.
    !(target instanceof HTMLInputElement && (target.readOnly || ['checkbox', 'radio', 'button'].includes(target.type)))
  )
}

function KeyboardHelp(props: { readonly commands: readonly Command[] | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const commands = props.commands ?? []
  const inLists: readonly Command[] = [
    { key: '↑', label: t('common:keyboard.rowUp'), run: () => {} },
    { key: '↓', label: t('common:keyboard.rowDown'), run: () => {} },
    { key: 'Enter', label: t('common:keyboard.openRow'), run: () => {} },
    { key: 'PageUp', label: t('common:keyboard.pageUp'), run: () => {} },
    { key: 'PageDown', label: t('common:keyboard.pageDown'), run: () => {} },
  ]
  return (
    <Modal opened={props.commands !== null} onClose={props.onClose} title={t('common:keyboard.title')} size="lg">
      <Group align="flex-start" grow gap="xl">
        <Stack gap="lg">
          <CommandTable title={t('common:keyboard.onThisPage')} commands={commands.filter((one) => !one.everywhere)} />
          <CommandTable title={t('common:keyboard.inLists')} commands={inLists} />
        </Stack>
        <CommandTable title={t('common:keyboard.everywhere')} commands={commands.filter((one) => one.everywhere)} />
      </Group>
    </Modal>
  )
}

function CommandTable({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {title}
      </Text>
      <Table withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
        <Table.Tbody>
          {[...Map.groupBy(commands, (command) => command.label)].map(([label, same]) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">
                <Group gap={10} justify="flex-end" wrap="nowrap">
                  {same.map((command) => (
                    <Keys key={command.key} of={command.key} />
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** A key as it is written on the keyboard: `mod+k` → Ctrl K. */
export function Keys({ of }: { readonly of: string }) {
  return (
    <Group component="span" gap={3} wrap="nowrap" display="inline-flex">
      {of.split('+').map((part) => (
        <Kbd key={part} size="xs">
          {keyName(part)}
        </Kbd>
      ))}
    </Group>
  )
}

const isMac = /Mac/.test(navigator.userAgent)

function keyName(part: string): string {
  if (part === 'mod') return isMac ? '⌘' : 'Ctrl'
  return part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1)
}
