import { ReducedPod } from '../reduce/reducePod';

interface PodEntry {
  controller: string | undefined;
  position: string;
  /** The facts as JSON: a third of what the objects would take, and two that are alike are told by a comparison. */
  text: string;
}

/** The pods of a cluster by what controls them. */
export class OwnedPods {
  private readonly pods = new Map<string, PodEntry>();
  private readonly byController = new Map<string, Set<string>>();

  /** Answers whether the pod looks otherwise than before. */
  put({ controller, position, facts }: ReducedPod): boolean {
    const text = JSON.stringify(facts);
    const known = this.pods.get(facts.uid);
    if (known?.text === text && known.controller === controller) {
      known.position = position;
      return false;
    }
    this.pods.set(facts.uid, { controller, position, text });
    if (known?.controller !== controller) {
      this.leave(facts.uid, known?.controller);
      this.join(facts.uid, controller);
    }
    return true;
  }

  /** Answers what controlled it. */
  delete(uid: string): string | undefined {
    const controller = this.pods.get(uid)?.controller;
    this.pods.delete(uid);
    this.leave(uid, controller);
    return controller;
  }

  *of(controller: string): Generator<PodEntry> {
    for (const uid of this.byController.get(controller) ?? []) {
      const pod = this.pods.get(uid);
      if (pod) {
        yield pod;
      }
    }
  }

  private join(uid: string, controller: string | undefined): void {
    if (controller !== undefined) {
      this.byController.set(controller, (this.byController.get(controller) ?? new Set()).add(uid));
    }
  }

  private leave(uid: string, controller: string | undefined): void {
    const siblings = controller === undefined ? undefined : this.byController.get(controller);
    siblings?.delete(uid);
    if (controller !== undefined && siblings?.size === 0) {
      this.byController.delete(controller);
    }
  }
}
