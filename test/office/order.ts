import { BaseSequencer, type TestSpecification } from 'vitest/node'

const slowestFirst = ['web', 'cli', 'rpc', 'db', 'unit']

/** Long files first, so that no worker is left alone with one at the end; vitest's own order is by the name of projects. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => slowestFirst.indexOf(project.name)
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
