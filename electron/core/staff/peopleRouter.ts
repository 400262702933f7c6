import { procedures } from '../procedure.ts'
import { readSettings, writeSettings } from '../settings/index.ts'
import { addPerson, addTerms, listPosts, personCard, savePost, staffChoices, updatePerson } from './people.ts'
import { cancelReward, recordReward } from './rewards.ts'
import { cancelTraining, recordTraining } from './training.ts'

const { people } = procedures

export const peopleRouter = people.router({
  card: people.card.handler(({ context, input }) => personCard(context.desk(), input.id, input.year)),
  add: people.add.handler(async ({ context, input }) => ({ id: await addPerson(context.desk(), input) })),
  update: people.update.handler(async ({ context, input: { id, version, ...fields } }) => ({
    id: await updatePerson(context.desk(), id, version, fields),
  })),
  addTerms: people.addTerms.handler(async ({ context, input }) => ({ id: await addTerms(context.desk(), input) })),
  posts: people.posts.handler(({ context }) => listPosts(context.desk().db)),
  savePost: people.savePost.handler(async ({ context, input }) => ({ id: await savePost(context.desk(), input) })),
  choices: people.choices.handler(({ context }) => staffChoices(context.desk())),
  train: people.train.handler(({ context, input }) => recordTraining(context.desk(), input)),
  cancelTraining: people.cancelTraining.handler(async ({ context, input }) => ({
    id: await cancelTraining(context.desk(), input.id, input.version, input.reason),
  })),
  trainingTarget: people.trainingTarget.handler(async ({ context }) => ({
    hours: (await readSettings(context.desk().db)).trainingHours,
  })),
  saveTrainingTarget: people.saveTrainingTarget.handler(async ({ context, input }) => {
    await writeSettings(context.desk(), { trainingHours: input.hours })
    return {}
  }),
  reward: people.reward.handler(async ({ context, input }) => ({ id: await recordReward(context.desk(), input) })),
  cancelReward: people.cancelReward.handler(async ({ context, input }) => ({
    id: await cancelReward(context.desk(), input.id, input.version, input.reason),
  })),
})
