import { createFrontendModule, createRouteRef, PageBlueprint, PageLayout } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint, SignInPageBlueprint, SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { PageFrame } from './layout/PageFrame';
import { homeIcon } from './navigation/icons';
import { appLayout } from './layout/appLayout';
import { Navigation } from './navigation/Navigation';
import { darkTheme, lightTheme } from './theme/themes';

const navigation = NavContentBlueprint.make({ params: { component: Navigation } });

const pageFrame = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define => define({ component: PageLayout, loader: () => PageFrame }),
});

const signInPage = SignInPageBlueprint.make({
  params: { loader: () => import('./signIn/SignInPage').then(module => module.SignInPage) },
});

const homeRouteRef = createRouteRef();

const homePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    title: 'Home',
    icon: homeIcon,
    routeRef: homeRouteRef,
    noHeader: true,
    loader: async () => {
      const { HomePage } = await import('./home/HomePage');
      return <HomePage />;
    },
  },
});

/** Slipway's theme, navigation, sign-in page and Home. */
export const appModuleSlipway = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme, appLayout, pageFrame, navigation, signInPage, homePage],
});
