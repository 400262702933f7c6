import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  Select,
  Table,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'

/** The one accent: a quiet teal that is not a colour of any occupancy. */
const desk: MantineColorsTuple = [
  '#e9f6f7',
  '#d5eaec',
  '#a8d4d8',
  '#78bdc4',
  '#51aab2',
  '#399ea7',
  '#2a98a2',
  '#1a848e',
  '#0c7680',
  '#00666f',
]

/** Greys of the dark look, a little blue like the accent; 7 is the page's ground. */
const dark: MantineColorsTuple = [
  '#d3dade',
  '#bcc5ca',
  '#a3adb3',
  '#768188',
  '#454e54',
  '#394147',
  '#2b3237',
  '#1d2226',
  '#171b1e',
  '#101315',
]

/** One family for both scripts; whichever of the named fonts the machine has. */
const fontFamily =
  '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif'

const controlVars = (size: string | undefined) =>
  size === undefined || size === 'sm' ? { '--input-height': '2rem', '--input-fz': '0.8125rem' } : {}

/** Dense enough for a day's work on a 1366×768 screen, large enough to read at arm's length. */
export const theme = createTheme({
  primaryColor: 'desk',
  primaryShade: { light: 8, dark: 8 },
  colors: { desk, dark },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.55', lg: '1.55', xl: '1.5' },
  spacing: { xs: '0.5rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '1.75rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.45' },
      h3: { fontSize: '0.875rem', lineHeight: '1.5' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', fw: 500 },
      vars: (_theme, props) => ({
        root:
          props.size === undefined || props.size === 'sm'
            ? { '--button-height': '2rem', '--button-padding-x': '0.875rem' }
            : {},
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Alert: Alert.extend({ defaultProps: { variant: 'light', p: 'sm' } }),
    // A state cut to "Wai…" says nothing: what stands beside it gives way.
    Badge: Badge.extend({ defaultProps: { variant: 'light', tt: 'none', fw: 500, radius: 'sm', miw: 'max-content' } }),
    Input: Input.extend({ vars: (_theme, props) => ({ wrapper: controlVars(props.size) }) }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off' } }),
    Textarea: Textarea.extend({ defaultProps: { autosize: true, minRows: 2 } }),
    // What is typed picks the first that fits, so that Enter takes it.
    Select: Select.extend({ defaultProps: { checkIconPosition: 'right', selectFirstOptionOnChange: true } }),
    // By its name alone: no page that opens first has one.
    MultiSelect: { defaultProps: { selectFirstOptionOnChange: true } },
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withinPortal: true } }),
    Drawer: Drawer.extend({ styles: { title: { fontWeight: 600 } } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 600 } },
      defaultProps: { centered: true, closeOnClickOutside: false, overlayProps: { backgroundOpacity: 0.4 } },
    }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, p: 'md' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 5, horizontalSpacing: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
})

/** Mantine's pale greys and tints, darkened until small text on them reaches 4.5:1. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c666e',
    '--mantine-color-placeholder': '#6b757d',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-orange-light-color': '#8f4100',
    '--mantine-color-yellow-light-color': '#765000',
    '--mantine-color-red-light-color': '#b02525',
    '--mantine-color-green-light-color': '#1f6b2e',
    '--mantine-color-teal-light-color': '#066649',
    '--mantine-color-blue-light-color': '#14619f',
    '--mantine-color-gray-light-color': '#495057',
  },
  dark: {
    '--mantine-color-dimmed': '#a3adb3',
    '--mantine-color-placeholder': '#8f9aa1',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-red-light-color': '#ffa8a8',
    '--mantine-color-orange-light-color': '#ffc078',
    '--mantine-color-gray-light-color': '#ced4da',
    '--mantine-color-orange-light': 'rgb(255 169 77 / 16%)',
    '--mantine-color-red-light': 'rgb(255 107 107 / 17%)',
    '--mantine-color-green-light': 'rgb(81 207 102 / 15%)',
    '--mantine-color-blue-light': 'rgb(77 171 247 / 16%)',
    '--mantine-color-yellow-light': 'rgb(255 212 59 / 14%)',
  },
})
