import { type TallyRegisterId, tallyRegister, tallyRegisterIds } from '../../../electron/contract/tallies.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { LinkButton } from '../../ui/links.tsx'

/** To the registers that stand in the same section of the yearly summary: cleaning and greening. */
export function TallyNavigation({ at }: { readonly at: TallyRegisterId }) {
  const { section } = tallyRegister(at).figure
  return tallyRegisterIds
    .filter((id) => id !== at && tallyRegister(id).figure.section === section)
    .map((id) => (
      <LinkButton key={id} variant="default" to={`/${id}`} data-testid={`to-${id}`}>
        {tallyRegister(id).title[currentLanguage()]}
      </LinkButton>
    ))
}
