import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Edition, SurveyForm } from '../../../electron/contract/surveys.ts'
import { codesOf, grades } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './surveys.module.css'

/** The forms that have not come back, an A4 sheet each with its code. */
export function FormsPaperPage() {
  const { id } = useParams({ from: '/surveys/$id/paper' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Papers id={Number(id)} /> : <NotFoundFace />
}

function Papers({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.surveys.sheets.queryOptions({ input: { surveyId: id } }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('surveys:print')}
      crumbs={[
        { label: t('common:nav.surveys'), link: { to: '/surveys' } },
        { label: query.data?.survey ?? '', link: { to: '/surveys/$id', params: { id: String(id) } } },
      ]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('surveys:printAll', { count: formatCount(query.data?.forms.length ?? 0) as never })}
        </Button>
      }
    >
      <Loaded query={query}>
        {({ survey, edition, forms }) =>
          forms.length === 0 ? (
            <EmptyFace />
          ) : (
            forms.map((form) => <Sheet key={form.id} survey={survey} edition={edition} form={form} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function Sheet(props: { readonly survey: string; readonly edition: Edition | null; readonly form: SurveyForm }) {
  const { t } = useTranslation()
  const office = useOffice()
  const { form } = props
  const gradeWords = codesOf(grades).map((grade) => t(`vocabulary:grade.${grade}`))
  const graded = [
    { id: 0, words: t('surveys:paper.overall') },
    ...(props.edition?.questions ?? []).filter((question) => question.kind === 'grade'),
  ]
  return (
    <article className={papers.sheet} aria-label={form.code ?? form.unit} data-testid="form-sheet">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{props.survey}</div>
        <div className={papers.head}>
          <span>
            {t('surveys:paper.unit')} {form.area} {form.unit}
          </span>
          <b className="figure">
            {t('surveys:paper.code')} {form.code}
          </b>
        </div>
      </header>
      <p className={papers.text}>{t('surveys:paper.intro')}</p>
      <table className={classes.grades}>
        <thead>
          <tr>
            <th />
            {gradeWords.map((word, index) => (
              <th key={word}>
                {index + 1} {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {graded.map((question) => (
            <tr key={question.id}>
              <td>{question.words}</td>
              {gradeWords.map((word) => (
                <td key={word} className={classes.box}>
                  □
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {props.edition?.questions
        .filter((question) => question.kind !== 'grade')
        .map((question) => (
          <div key={question.id} className={classes.question}>
            {question.words}
            {question.kind === 'choice' ? (
              <span>{question.choices.map((choice, index) => ` □ ${index + 1} ${choice}`).join('')}</span>
            ) : (
              <i />
            )}
          </div>
        ))}
      <div className={classes.comment}>{t('surveys:paper.comment')}</div>
      <div className={papers.foot}>
        <span>{t('surveys:paper.thanks')}</span>
        <span className="figure">{form.issuedOn}</span>
      </div>
    </article>
  )
}
