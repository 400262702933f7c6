import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Arch } from 'electron-builder'
import { packageProblems } from './contents.ts'

/** What electron-builder tells of a package that it has put together and neither signed nor wrapped yet. */
export interface Packed {
  readonly appOutDir: string
  readonly arch: Arch
  readonly packager: {
    readonly platform: { readonly nodeName: string }
    getResourcesDir(appOutDir: string): string
  }
}

/**
 * Refuses a package that would start on nobody's computer.
 * @throws with all that is missing
 */
export async function afterPack({ appOutDir, arch, packager }: Packed): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  // An unpacked Electron, other than the archive electron-builder downloads, brings its own application along.
  await rm(join(resources, 'default_app.asar'), { force: true })
  const target = { platform: packager.platform.nodeName, arch: Arch[arch] }
  const problems = await packageProblems(resources, target)
  if (problems.length > 0) {
    throw new Error(`The package for ${target.platform} ${target.arch} is not whole:\n  ${problems.join('\n  ')}`)
  }
}
