import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { ReactNode, useLayoutEffect } from 'react';
import { darkCatalogTheme, lightCatalogTheme } from './catalogThemes';
import './tokens.css';
import './base.css';

// BUI sets its mode on the body; the root needs it too, for the ground behind a short page and for scrollbars.
function RootMode(props: { mode: 'light' | 'dark'; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset.themeMode = props.mode;
    document.documentElement.style.background = 'var(--bui-bg-app)';
  }, [props.mode]);
  return <>{props.children}</>;
}

/** The light theme; used where neither the person nor the system asks for dark. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine size={16} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={lightCatalogTheme} themeName="slipway">
          <RootMode mode="light">{children}</RootMode>
        </UnifiedThemeProvider>
      ),
    },
  },
});

/** The dark theme. */
export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine size={16} />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={darkCatalogTheme} themeName="slipway">
          <RootMode mode="dark">{children}</RootMode>
        </UnifiedThemeProvider>
      ),
    },
  },
});
