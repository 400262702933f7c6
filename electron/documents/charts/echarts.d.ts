/** The library in one file: in parts it takes ten times as long to load. */
declare module 'echarts/dist/echarts.esm.min' {
  export * from 'echarts'
}
