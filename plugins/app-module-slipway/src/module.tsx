import { createFrontendModule, PageBlueprint } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint, SignInPageBlueprint } from '@backstage/plugin-app-react';
import { Navigate } from 'react-router-dom';
import { appLayout } from './navigation/layout';
import { Navigation } from './navigation/Navigation';
import { darkTheme, lightTheme } from './theme/themes';

const navigation = NavContentBlueprint.make({ params: { component: Navigation } });

const signInPage = SignInPageBlueprint.make({
  params: { loader: () => import('./signIn/SignInPage').then(module => module.SignInPage) },
});

const startPage = PageBlueprint.make({
  name: 'start',
  params: { path: '/', noHeader: true, loader: async () => <Navigate to="/delivery" replace /> },
});

/** Slipway's theme, navigation and sign-in page. */
export const appModuleSlipway = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme, appLayout, navigation, signInPage, startPage],
});
