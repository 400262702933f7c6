import { summaryOf } from '../../electron/core/summary/engine.ts'
import { openOffice } from '../../electron/db/open.ts'

/** `node summaryOnce.ts FILE`: makes the summary beside the year before once, prints the process's highest memory in MB. */
const office = await openOffice(String(process.argv[2]))
await summaryOf(office.db, 2026, '2026-11-21')
await summaryOf(office.db, 2025, '2025-11-21')
await office.close()
process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
