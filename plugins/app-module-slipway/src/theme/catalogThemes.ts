import { createBaseThemeOptions, createUnifiedTheme, genPageTheme, palettes } from '@backstage/theme';

/** The colours that Backstage's older pages take from a theme object; they mirror tokens.css. */
interface Inks {
  app: string;
  panel: string;
  raised: string;
  text: string;
  secondary: string;
  hairline: string;
  accent: string;
  link: string;
}

const lightInks: Inks = {
  app: '#f6f7f9',
  panel: '#ffffff',
  raised: '#e8ebf0',
  text: '#10161f',
  secondary: '#4d5765',
  hairline: '#e4e7ec',
  accent: '#17202c',
  link: '#1353a6',
};

const darkInks: Inks = {
  app: '#0d1117',
  panel: '#141a22',
  raised: '#262f3b',
  text: '#e8ecf2',
  secondary: '#a9b3c0',
  hairline: '#252d38',
  accent: '#e8ecf2',
  link: '#93c2ff',
};

function createTheme(base: typeof palettes.light | typeof palettes.dark, inks: Inks) {
  const page = genPageTheme({ colors: [inks.app], shape: 'none', options: { fontColor: inks.text } });
  return createUnifiedTheme({
    ...createBaseThemeOptions({
      palette: {
        ...base,
        background: { default: inks.app, paper: inks.panel },
        primary: { main: inks.accent },
        secondary: { main: inks.accent },
        text: { primary: inks.text, secondary: inks.secondary },
        divider: inks.hairline,
        border: inks.hairline,
        textContrast: inks.text,
        textSubtle: inks.secondary,
        link: inks.link,
        linkHover: inks.link,
      },
    }),
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    defaultPageTheme: 'home',
    pageTheme: {
      home: page,
      service: page,
      other: page,
      website: page,
      library: page,
      documentation: page,
      tool: page,
      app: page,
      apis: page,
    },
  });
}

/** Gives Backstage's Material UI pages the same ink and ground as the rest, in light. */
export const lightCatalogTheme = createTheme(palettes.light, lightInks);

/** The same in dark. */
export const darkCatalogTheme = createTheme(palettes.dark, darkInks);
