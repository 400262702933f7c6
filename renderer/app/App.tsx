import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/query.ts'
import { CommandsProvider } from './commands.tsx'
import { router } from './routes.tsx'
import { readableColours, theme } from './theme.ts'

export function App() {
  const { t, i18n } = useTranslation()
  const dates = { locale: i18n.language === 'zh' ? 'zh-cn' : 'en', firstDayOfWeek: 1 as const, weekendDays: [] }
  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableColours} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <DatesProvider settings={dates}>
          <CommandsProvider>
            <ModalsProvider labels={{ confirm: t('common:confirm'), cancel: t('common:cancel') }}>
              <Notifications position="bottom-right" autoClose={5000} limit={4} />
              <RouterProvider router={router} />
            </ModalsProvider>
          </CommandsProvider>
        </DatesProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
