const files = import.meta.glob<Record<string, object>>('../../resources/locales/zh/*.json', {
  eager: true,
  import: 'default',
})

/** Namespace → words. */
export const catalogue: Record<string, object> = Object.fromEntries(
  Object.entries(files).map(([path, words]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), words]),
)
