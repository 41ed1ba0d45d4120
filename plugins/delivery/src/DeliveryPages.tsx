import { Route, Routes } from 'react-router-dom';
import { ChangePage } from './change/ChangePage';
import { ComparePage } from './compare/ComparePage';
import { FleetPage } from './fleet/FleetPage';
import { SourcesPage } from './sources/SourcesPage';
import { UnclaimedPage } from './unclaimed/UnclaimedPage';

/** The pages below `/delivery`. */
export function DeliveryPages() {
  return (
    <Routes>
      <Route path="changes/:commit" element={<ChangePage />} />
      <Route path="compare" element={<ComparePage />} />
      <Route path="sources" element={<SourcesPage />} />
      <Route path="unclaimed" element={<UnclaimedPage />} />
      <Route path="*" element={<FleetPage />} />
    </Routes>
  );
}
