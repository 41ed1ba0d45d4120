import { StageContent } from '../components/StageTile';
import { TabData } from './readTab';

/** What stands between an environment and the one before it. */
export interface PlacedStage extends StageContent {
  /** How many changes the environment before has and this one has not; undefined where that cannot be told. */
  behind?: number;
}

const MOST_WITHOUT_FOLDING = 4;

/**
 * The environments of a service in promotion order; one without a name only where something runs in it, and of more than four those in
 * which nothing does stay away.
 */
export function stageContents({ service, changes, stages }: Pick<TabData, 'service' | 'changes' | 'stages'>): PlacedStage[] {
  const many = service.cells.filter(cell => cell.environment !== null).length > MOST_WITHOUT_FOLDING;
  return service.cells
    .filter(cell => cell.targets !== 0 || (cell.environment !== null && !many))
    .map(cell => {
      const stage = stages.find(each => each.environment === cell.environment);
      const deployment = service.deployments.find(each => (each.environment ?? null) === cell.environment && each.outcome === 'succeeded');
      return {
        cell,
        stage,
        change: stage?.commit ? changes.find(change => change.commit === stage.commit) : undefined,
        deployment: deployment && deployment.version.name === cell.version.name ? deployment : undefined,
        behind: stage?.behind ?? undefined,
      };
    });
}

/** Whether an environment is the last of the order, which the page puts first. */
export function isLastStage(stages: readonly PlacedStage[], index: number): boolean {
  const named = stages.filter(stage => stage.cell.environment !== null);
  return stages[index] === named[named.length - 1];
}
