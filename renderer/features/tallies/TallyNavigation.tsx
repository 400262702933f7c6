import { useTranslation } from 'react-i18next'
import { programmeRegisters } from '../../../electron/contract/programmes.ts'
import { type TallyRegisterId, tallyRegister, tallyRegisterIds } from '../../../electron/contract/tallyRegisters.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { LinkButton } from '../../ui/links.tsx'

/** To the registers of the same section of the yearly summary, and for work that is planned to its programmes and checks. */
export function TallyNavigation({ at }: { readonly at: TallyRegisterId }) {
  const { t } = useTranslation()
  const { section } = tallyRegister(at).figure
  const programme = programmeRegisters.find((id) => id === at)
  return (
    <>
      {tallyRegisterIds
        .filter((id) => id !== at && tallyRegister(id).figure.section === section)
        .map((id) => (
          <LinkButton key={id} variant="default" to={`/${id}`} data-testid={`to-${id}`}>
            {tallyRegister(id).title[currentLanguage()]}
          </LinkButton>
        ))}
      {programme && (
        <>
          <LinkButton variant="default" to={`/${programme}/programmes`} data-testid="to-programmes">
            {t('tallies:programmes')}
          </LinkButton>
          <LinkButton variant="default" to="/inspections" data-testid="to-inspections">
            {t('inspections:title')}
          </LinkButton>
        </>
      )}
    </>
  )
}
