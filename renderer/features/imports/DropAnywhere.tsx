import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './imports.module.css'

/** Takes a file let go anywhere over the window, and shows that it would. */
export function DropAnywhere(props: { readonly disabled: boolean; readonly onDrop: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      // Without this the browser would open the file in place of the application.
      event.preventDefault()
      setOver(!latest.current.disabled)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      if (!latest.current.disabled) latest.current.onDrop([...event.dataTransfer.files])
    }
    window.addEventListener('dragover', hover)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hover)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className={classes.over} data-testid="drop">
      <IconFileSpreadsheet size={40} />
      {t('imports:letGo')}
    </div>
  )
}
