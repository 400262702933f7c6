import { ActionIcon, Alert, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftDocument } from '../../../electron/contract/drafts.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { printPage } from '../../ui/print.ts'
import { leave } from '../../ui/unsaved.ts'
import { ChapterView } from './ChapterView.tsx'
import classes from './draft.module.css'
import type { DraftInput } from './draftInput.ts'
import { objection, periodInput, usualYear } from './period.ts'
import { SummaryFrame } from './SummaryFrame.tsx'
import { VersionsDrawer } from './VersionsDrawer.tsx'

/** The report as a text to read, edit chapter by chapter, and print. */
export function DraftPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const search = useSearch({ from: '/summary/draft' })
  const year = search.year ?? usualYear(today)
  const against = objection(year, search.asOf, today)
  const input: DraftInput = { ...periodInput(year, search), language: currentLanguage() }
  const query = useQuery({
    ...orpc.drafts.document.queryOptions({ input, placeholderData: keepPreviousData }),
    enabled: against === null,
  })
  const asOf = query.isPlaceholderData ? search.asOf : (query.data?.asOf ?? search.asOf)
  return (
    <SummaryFrame
      tab="draft"
      search={search}
      asOf={asOf}
      ownPaper
      actions={
        <Tooltip label={t('common:print')}>
          <ActionIcon
            size="lg"
            variant="default"
            aria-label={t('common:print')}
            disabled={!query.data}
            onClick={printPage}
          >
            <IconPrinter size={16} />
          </ActionIcon>
        </Tooltip>
      }
    >
      {against ? (
        <EmptyFace title={t(`summary:${against}`, { year, today, asOf: search.asOf ?? '' })} />
      ) : (
        <Loaded query={query}>
          {(document) => <Document key={`${document.period} ${input.language}`} document={document} input={input} />}
        </Loaded>
      )}
    </SummaryFrame>
  )
}

function Document({ document, input }: { readonly document: DraftDocument; readonly input: DraftInput }) {
  const { t } = useTranslation()
  const office = useOffice()
  const mayEdit = useMay('drafts.save')
  const { chapters, references } = document
  const [current, setCurrent] = useState(0)
  const [editing, setEditing] = useState(false)
  const [versions, setVersions] = useState(false)
  const chosen = chapters[current]
  const go = (index: number) => {
    const next = Math.min(Math.max(index, 0), chapters.length - 1)
    if (next === current) return
    void leave(() => {
      setEditing(false)
      setCurrent(next)
      const target = window.document.getElementById(`chapter-${chapters[next]?.chapter}`)
      target?.focus({ preventScroll: true })
      target?.scrollIntoView({ block: 'nearest' })
    })
  }
  const edit = (index: number) =>
    void leave(() => {
      setCurrent(index)
      setEditing(true)
    })
  useCommands([
    { key: 'n', label: t('drafts:nextChapter'), run: () => go(current + 1) },
    { key: 'b', label: t('drafts:chapterBefore'), run: () => go(current - 1) },
    ...(mayEdit ? [{ key: 'e', label: t('drafts:edit'), run: () => edit(current) }] : []),
    { key: 'v', label: t('drafts:versions'), run: () => setVersions(true) },
    { key: 'p', label: t('common:print'), run: printPage },
  ])
  const title = t('drafts:title', { office: office.name, period: document.period })
  const stale = chapters.filter(({ lines }) =>
    lines.flat().some(({ was, now }) => was !== undefined || now !== undefined),
  )
  return (
    <>
      <PageFeet text={title} />
      {stale.length > 0 && (
        <Alert
          color="orange"
          p={8}
          mb="sm"
          className="no-print"
          icon={<IconAlertTriangle size={18} />}
          data-testid="stale"
        >
          {t('drafts:staleChapters', { titles: stale.map((one) => one.title).join(t('drafts:between')) })}
        </Alert>
      )}
      <article className={classes.paper} lang={input.language === 'zh' ? 'zh-CN' : 'en'}>
        <header className={classes.letterhead}>
          <p className={classes.office}>{office.name}</p>
          <h2 className={classes.title}>{t('drafts:heading', { period: document.period })}</h2>
          <p className={classes.asOf}>{t('drafts:asOf', { asOf: document.asOf })}</p>
        </header>
        {chapters.map((chapter, index) => (
          <ChapterView
            key={chapter.chapter}
            chapter={chapter}
            number={index}
            input={input}
            references={references}
            isCurrent={index === current}
            isEditing={index === current && editing}
            mayEdit={mayEdit}
            onChoose={() => setCurrent(index)}
            onEdit={() => edit(index)}
            onClose={() => setEditing(false)}
            onVersions={() => {
              setCurrent(index)
              setVersions(true)
            }}
          />
        ))}
      </article>
      {chosen && (
        <VersionsDrawer
          opened={versions}
          chapter={chosen}
          input={input}
          mayEdit={mayEdit}
          onClose={() => setVersions(false)}
        />
      )}
    </>
  )
}

/** Foot of every printed page. */
function PageFeet({ text }: { readonly text: string }) {
  const content = JSON.stringify(text).replaceAll('<', '')
  return (
    <style>{`@page { size: A4; margin: 22mm 24mm; @bottom-left { content: ${content}; font-size: 8pt; color: #555 } @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; color: #555 } }`}</style>
  )
}
