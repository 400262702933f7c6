import { mayCall } from '../../contract/permissions.ts'
import { procedures } from '../procedure.ts'
import { buildingMap, estateTree, unitDetail } from './repository.ts'
import {
  addSpell,
  createPlace,
  createUnit,
  listZones,
  removeSpell,
  renamePlace,
  saveZone,
  updateSpell,
  updateUnit,
} from './service.ts'

const { estate } = procedures

export const estateRouter = estate.router({
  tree: estate.tree.handler(({ context }) => estateTree(context.desk().db)),
  unit: estate.unit.handler(({ context, input }) => unitDetail(context.desk(), input.id)),
  map: estate.map.handler(({ context, input }) => {
    const desk = context.desk()
    const seesArrears = mayCall('lists.arrears', desk.actor.roles)
    const asOf = input.asOf ?? desk.clock.today()
    return buildingMap(desk.db, input.buildingId, asOf, input.arrears === true && seesArrears)
  }),
  createUnit: estate.createUnit.handler(async ({ context, input: { buildingId, ...fields } }) => ({
    id: await createUnit(context.desk(), buildingId, fields),
  })),
  updateUnit: estate.updateUnit.handler(async ({ context, input }) => ({
    id: await updateUnit(context.desk(), input.id, input.version, input.fields),
  })),
  addSpell: estate.addSpell.handler(async ({ context, input }) => ({
    id: await addSpell(context.desk(), input.unitId, input.spell),
  })),
  updateSpell: estate.updateSpell.handler(async ({ context, input }) => ({
    id: await updateSpell(context.desk(), input.id, input.version, input.spell),
  })),
  removeSpell: estate.removeSpell.handler(async ({ context, input }) => ({
    id: await removeSpell(context.desk(), input.id, input.spell, input.reason, input.version),
  })),
  createPlace: estate.createPlace.handler(async ({ context, input }) => ({
    id: await createPlace(context.desk(), input.level, input.parentId, input.name),
  })),
  renamePlace: estate.renamePlace.handler(async ({ context, input }) => ({
    id: await renamePlace(context.desk(), input.level, input.id, input.version, input.name),
  })),
  zones: estate.zones.handler(({ context }) => listZones(context.desk())),
  saveZone: estate.saveZone.handler(async ({ context, input }) => ({ id: await saveZone(context.desk(), input) })),
})
