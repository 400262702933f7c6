import { afterEach, beforeEach } from 'vitest'
import { closeWindows, forgetWindows } from './desk.ts'

beforeEach(forgetWindows)
afterEach(closeWindows)
