import {
  ActionIcon,
  Button,
  Menu,
  SegmentedControl,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import {
  IconBook2,
  IconChevronDown,
  IconKeyboard,
  IconLock,
  IconMoon,
  IconSun,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useActor } from '../api/session.ts'
import { sayError } from '../ui/write.ts'
import { Keys, useKeyboardHelp } from './commands.tsx'
import { type Language, setLanguage } from './i18n.ts'
import { leaveDesk, lockWindow } from './lock.ts'

/** What belongs to the person at the machine: language, light or dark, who is signed in. */

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('common:language')}
      value={i18n.language}
      onChange={(language) => void setLanguage(language as Language)}
      data={[
        { value: 'zh', label: t('common:languages.zh') },
        { value: 'en', label: t('common:languages.en') },
      ]}
    />
  )
}

export function LookSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const dark = useComputedColorScheme('light') === 'dark'
  const label = t(dark ? 'common:toLight' : 'common:toDark')
  return (
    <Tooltip label={label}>
      <ActionIcon size="lg" aria-label={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  )
}

export function Person({ onManual }: { readonly onManual: () => void }) {
  const { t } = useTranslation()
  const actor = useActor()
  const navigate = useNavigate()
  const showKeys = useKeyboardHelp()
  if (!actor) return null
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="subtle" color="gray" px={8} rightSection={<IconChevronDown size={14} />} data-testid="person">
          {actor.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {actor.roles.map((role) => t(`vocabulary:role.${role}`)).join(t('common:listSeparator'))}
        </Menu.Label>
        <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => void leaveDesk()} data-testid="switch-user">
          {t('common:switchUser')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLock size={16} />}
          onClick={() => void lockWindow().catch(sayError)}
          rightSection={<Keys of="mod+shift+l" />}
          data-testid="lock"
        >
          {t('common:lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserCog size={16} />} onClick={() => void navigate({ to: '/settings' })}>
          {t('common:myPin')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconBook2 size={16} />} onClick={onManual} rightSection={<Keys of="f1" />}>
          {t('common:keyboard.manual')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showKeys} rightSection={<Keys of="?" />}>
          {t('common:keyboard.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void leaveDesk()} data-testid="sign-out">
          <Text size="sm">{t('common:signOut')}</Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
