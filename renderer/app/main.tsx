import './layers.css'
import './mantine.css'
import '@mantine/notifications/styles.layer.css'
import './desk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepFocus } from '../ui/keepFocus.ts'
import { printInLightColours } from '../ui/print.ts'
import { App } from './App.tsx'
import { startLanguage } from './i18n.ts'

printInLightColours()
keepFocus()
await startLanguage()
const host = document.getElementById('root')
if (!host) throw new Error('the page has no root')
createRoot(host).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
