import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { importKinds } from '../../../electron/contract/imports.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { NoPermissionFace } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import { BatchHistory } from './BatchHistory.tsx'
import { ChooseFile, Sending } from './ChooseFile.tsx'
import { DropAnywhere } from './DropAnywhere.tsx'
import { type Importing, useImporting } from './importing.ts'
import { Done, Report } from './Report.tsx'

/** A workbook is checked first and changes nothing; what it would do is shown; then it is applied whole or not at all. */
export function ImportsPage() {
  const { t } = useTranslation()
  const may = useMay('imports.check')
  return (
    <Page title={t('imports:title')} subtitle={t('imports:subtitle')} fill>
      {may ? <Imports /> : <NoPermissionFace />}
    </Page>
  )
}

function Imports() {
  const { t } = useTranslation()
  const { kind = 'units' } = useSearch({ from: '/imports' })
  const navigate = useNavigate({ from: '/imports' })
  const importing = useImporting()
  const input = useRef<HTMLInputElement>(null)
  const choose = () => {
    if (!importing.busy) input.current?.click()
  }
  useCommands([
    { key: 'f', label: t('imports:chooseFile'), run: choose },
    ...importKinds.map((one, index) => ({
      key: String(index + 1),
      label: t('imports:chooseKind', { kind: t(`vocabulary:importKind.${one}`) }),
      run: () => void navigate({ search: (old) => ({ ...old, kind: one }), replace: true }),
    })),
  ])
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={`.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet${kind === 'statements' ? ',.csv,.txt' : ''}`}
        onChange={(event) => {
          importing.take(kind, [...(event.currentTarget.files ?? [])])
          // The same file can be chosen again once it has been corrected.
          event.currentTarget.value = ''
        }}
        data-testid="file"
      />
      <DropAnywhere disabled={importing.busy} onDrop={(files) => importing.take(kind, files)} />
      <StepView importing={importing} choose={choose} />
    </>
  )
}

function StepView({ importing, choose }: { readonly importing: Importing; readonly choose: () => void }) {
  const { step } = importing
  switch (step.at) {
    case 'choosing':
      return (
        <>
          <ChooseFile onChoose={choose} notice={step.notice} refusal={step.refusal} />
          <BatchHistory />
        </>
      )
    case 'sending':
      return (
        <Waiting fileName={step.fileName}>
          <Sending onStop={importing.stopSending} />
        </Waiting>
      )
    case 'checking':
      return (
        <Waiting fileName={step.fileName}>
          <TaskProgress key={step.taskId} taskId={step.taskId} onEnd={importing.ended} />
        </Waiting>
      )
    case 'applying':
      return (
        <Waiting fileName={step.report.fileName}>
          <TaskProgress key={step.taskId} taskId={step.taskId} onEnd={importing.ended} cancellable={false} />
        </Waiting>
      )
    case 'report':
      return (
        <Report
          report={step.report}
          problem={step.problem}
          onApply={importing.apply}
          onChoose={choose}
          onClose={importing.restart}
        />
      )
    case 'done':
      return (
        <>
          <Done report={step.report} onRestart={importing.restart} />
          <BatchHistory />
        </>
      )
  }
}

function Waiting({ fileName, children }: { readonly fileName: string; readonly children: React.ReactNode }) {
  return (
    <Stack gap="sm" maw={560} pt="xl" mx="auto" w="100%">
      <strong>{fileName}</strong>
      {children}
    </Stack>
  )
}
