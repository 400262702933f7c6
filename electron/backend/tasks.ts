import { DeskError } from '../contract/errors.ts'
import type { WorkKind } from '../contract/hostProtocol.ts'
import type { TaskState } from '../contract/imports.ts'
import type { RunControl } from '../core/billing/run.ts'
import type { Log } from '../core/context.ts'
import type { Job, JobResult } from './jobs.ts'
import { runJob } from './workers.ts'

/** A connection, and who is signed in on it just now. */
interface TaskOwner {
  readonly actor: { readonly id: number | null } | null
}

interface Task {
  state: TaskState
  result: unknown
  readonly owner: TaskOwner
  /** Who started it; null before anybody has signed in. */
  readonly actorId: number | null
  cancel(): void
  /** Cancelled only once the work itself has stopped and taken back what it wrote. */
  stopsItself: boolean
  /** Too late to be cancelled. */
  isFinishing: boolean
}

/** Thrown at a pause of work that is not wanted any more. */
class TaskStopped extends Error {}

/** What the backend itself does for long, by the stage it begins with. */
const ownWork = {
  backup: 'backup',
  finishing: 'export',
  publishing: 'billing',
  applying: 'import',
  creating: 'office',
} as const satisfies Record<string, WorkKind>
type OwnStage = keyof typeof ownWork

/** Finished tasks are remembered until so many newer ones have started. */
const remembered = 50

/** Long work in workers: each task has progress, can be cancelled, and belongs to the connection that started it. */
export class TaskBoard {
  readonly #tasks = new Map<string, Task>()
  readonly #workerUrl: URL
  readonly #log: Log
  readonly #onWork: (running: readonly WorkKind[]) => void
  /** By itself, because a task that is forgotten may still be writing. */
  readonly #underWay = new Map<Task, WorkKind>()
  #next = 1

  /** @param onWork told which kinds of work are under way, whenever that changes */
  constructor(workerUrl: URL, log: Log, onWork: (running: readonly WorkKind[]) => void = () => undefined) {
    this.#workerUrl = workerUrl
    this.#log = log
    this.#onWork = onWork
  }

  /**
   * Starts a job in a worker.
   * @param owner the connection; only it may ask for the task
   * @param finish turns the worker's result into the task's, in the backend's own thread; may write to the office
   */
  start(owner: TaskOwner, job: Job, finish: (result: JobResult) => unknown): string {
    const running = runJob(this.#workerUrl, job, (stage, progress) => {
      if (task.state.state === 'running') task.state = { ...task.state, stage, progress }
    })
    const task = this.#add(owner, kindOfJob(job), () => {
      void running.end()
      this.#ends(task)
    })
    running.done.then(
      (result) => {
        task.state = { ...task.state, stage: 'finishing' }
        return this.#finish(task, () => finish(result))
      },
      (error: unknown) => {
        this.#fail(task, error)
        this.#ends(task)
      },
    )
    return task.state.id
  }

  /**
   * Starts work in the backend's own thread: what must go through the one write connection.
   * Cancellable work is asked to stop at its next pause and then takes back what it wrote; until it has, it is running.
   */
  run(
    owner: TaskOwner,
    stage: OwnStage,
    work: (control: RunControl) => Promise<unknown>,
    options: { readonly cancellable?: boolean } = {},
  ): string {
    let isWanted = true
    const task = this.#add(owner, ownWork[stage], () => {
      isWanted = false
    })
    task.state = { ...task.state, stage }
    const control: RunControl = {
      progress: (fraction) => {
        task.state = { ...task.state, progress: fraction }
      },
      pause: async () => {
        // A whole turn, so that other calls are answered in between.
        await new Promise((resolve) => setImmediate(resolve))
        if (!isWanted) throw new TaskStopped()
      },
    }
    task.stopsItself = options.cancellable === true
    void this.#finish(task, () => work(control))
    return task.state.id
  }

  state(owner: TaskOwner, id: string): TaskState {
    return this.#get(owner, id).state
  }

  /** The result of a finished task. @throws DeskError `task-not-done` */
  result<T>(owner: TaskOwner, id: string): T {
    const task = this.#get(owner, id)
    if (task.state.state !== 'done') throw new DeskError('task-not-done')
    return task.result as T
  }

  /** The result of any finished task: for the desktop's main process, which is asked by its own window. */
  finished<T>(id: string): T {
    const task = this.#tasks.get(id)
    if (task?.state.state !== 'done') throw new DeskError('task-not-done')
    return task.result as T
  }

  /** Ends a running task; it leaves nothing behind. */
  cancel(owner: TaskOwner, id: string): TaskState {
    const task = this.#get(owner, id)
    if (task.state.state === 'running' && task.stopsItself) {
      task.state = { ...task.state, stage: 'cancelling' }
      task.cancel()
    } else if (task.state.state === 'running' && !task.isFinishing) {
      task.state = { ...task.state, state: 'cancelled' }
      task.cancel()
    }
    return task.state
  }

  /** Somebody else has signed in on a connection: what the person before started there is not theirs. */
  forgetOthers(owner: TaskOwner): void {
    for (const [id, task] of this.#tasks) {
      if (task.owner !== owner || task.actorId === null || task.actorId === owner.actor?.id) continue
      if (task.state.state === 'running' && !task.isFinishing) task.cancel()
      this.#tasks.delete(id)
    }
  }

  #add(owner: TaskOwner, kind: WorkKind, cancel: () => void): Task {
    const id = `task-${this.#next++}`
    const task: Task = {
      owner,
      actorId: owner.actor?.id ?? null,
      cancel,
      stopsItself: false,
      isFinishing: false,
      result: undefined,
      state: { id, state: 'running', stage: 'starting', progress: null, problem: null },
    }
    this.#tasks.set(id, task)
    this.#changeWork(() => this.#underWay.set(task, kind))
    for (const [oldId, old] of this.#tasks) {
      if (this.#tasks.size <= remembered) break
      if (old.state.state !== 'running') this.#tasks.delete(oldId)
    }
    return task
  }

  #get(owner: TaskOwner, id: string): Task {
    const task = this.#tasks.get(id)
    if (task?.owner !== owner) throw new DeskError('task-unknown', { id })
    return task
  }

  async #finish(task: Task, work: () => unknown): Promise<void> {
    task.isFinishing = !task.stopsItself
    try {
      task.result = await work()
      task.state = { ...task.state, state: 'done', progress: 1 }
    } catch (error) {
      if (error instanceof TaskStopped) {
        task.state = { ...task.state, state: 'cancelled' }
        return
      }
      this.#fail(task, error)
    } finally {
      this.#ends(task)
    }
  }

  /** Nothing of it runs any more. */
  #ends(task: Task): void {
    this.#changeWork(() => this.#underWay.delete(task))
  }

  #changeWork(change: () => void): void {
    const before = this.#running()
    change()
    const now = this.#running()
    if (now.join() !== before.join()) this.#onWork(now)
  }

  #running(): WorkKind[] {
    return [...new Set(this.#underWay.values())].sort()
  }

  #fail(task: Task, error: unknown): void {
    const problem = error instanceof DeskError ? { code: error.code, params: error.params } : null
    if (problem === null) this.#log.error(`task ${task.state.id} failed`, error)
    task.state = {
      ...task.state,
      state: 'failed',
      problem: problem ? { code: problem.code, params: { ...problem.params } } : { code: 'internal' },
    }
  }
}

function kindOfJob({ type }: Job): WorkKind {
  switch (type) {
    case 'plan-import':
      return 'import'
    case 'plan-billing':
      return 'billing'
    case 'create-sample':
      return 'office'
    case 'back-up':
    case 'restore':
    case 'copy':
    case 'seal':
    case 'unseal':
      return 'backup'
    default:
      return 'export'
  }
}
