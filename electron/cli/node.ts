/** better-sqlite3 needs Node 22: older ones die by a signal without a word, so every entry asks first. */
export function requireNode(): void {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 22) return
  process.stderr.write(
    `需要 Node.js 22 或更新版本,当前为 ${process.versions.node};请用 npm run 启动。 / Node.js 22 or newer is needed, this is ${process.versions.node}; start it with npm run.\n`,
  )
  process.exit(2)
}
