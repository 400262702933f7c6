import { procedures } from '../procedure.ts'
import { readSettings, settingsHistory, writeSettings } from './index.ts'

const { settings } = procedures

export const settingsRouter = settings.router({
  get: settings.get.handler(async ({ context }) => {
    const { officeName, zone, handoverChecklist, handoverDocuments, recordsSince } = await readSettings(
      context.desk().db,
    )
    return {
      officeName,
      zone,
      handoverChecklist: [...handoverChecklist],
      handoverDocuments: [...handoverDocuments],
      recordsSince,
    }
  }),
  update: settings.update.handler(async ({ context, input }) => {
    await writeSettings(context.desk(), input)
    return {}
  }),
  history: settings.history.handler(({ context }) => settingsHistory(context.desk())),
})
