import { Route, Routes } from 'react-router-dom';
import { MinePage } from './mine/MinePage';
import { TokensPage } from './tokens/TokensPage';

/** The pages below `/access`. */
export function AccessPages() {
  return (
    <Routes>
      <Route path="tokens" element={<TokensPage />} />
      <Route path="*" element={<MinePage />} />
    </Routes>
  );
}
