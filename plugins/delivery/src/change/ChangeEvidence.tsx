import { Change } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { Age } from '../components/Age';
import { CopyButton } from '../components/CopyButton';
import { Duration } from '../components/Duration';
import { StateIcon } from '../components/StateIcon';
import { StateText } from '../components/StateText';
import { buildStep, runName } from '../journey/buildStep';
import { imageName } from '../journey/imageStep';
import { shownEnvironments } from '../journey/journeyOf';
import { JourneyStep } from '../journey/steps';
import { shortCommit, shortDigest } from '../words/commits';
import styles from './evidence.module.css';

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

function OutLink(props: { url: string; children: ReactNode }) {
  return (
    <a href={props.url} target="_blank" rel="noreferrer">
      {props.children} <span className={styles.hidden}>opens a new tab</span>
      <span aria-hidden="true">↗</span>
    </a>
  );
}

function BuildItem({ build }: { build: Change['builds'][number] }) {
  const { look, word } = buildStep({ builds: [build] });
  return (
    <li className={styles.item}>
      {look && <StateIcon look={look} />}
      <div>
        <div>
          {build.url ? <OutLink url={build.url}>{runName(build)}</OutLink> : <b>{runName(build)}</b>}{' '}
          {look && <StateText colour={look.role}>{word}</StateText>}
        </div>
        {build.failedSteps.map(step => (
          <p key={step} className={styles.why}>
            {step}
          </p>
        ))}
        <p className={styles.meta}>
          {build.startedAt && (
            <>
              <Age instant={build.startedAt} />, {build.finishedAt ? 'took ' : ''}
              <Duration from={build.startedAt} until={build.finishedAt} />
              {' · '}
            </>
          )}
          {build.source}, seen <Age instant={build.seenAt} />
        </p>
      </div>
    </li>
  );
}

function ImageItem({ image }: { image: Change['images'][number] }) {
  const by = { label: 'its revision label', provenance: 'its provenance', run: 'the CI run that pushed it' };
  return (
    <li className={styles.item}>
      <StateIcon look={{ shape: 'image', role: 'neutral' }} />
      <div>
        <b>{imageName(image)}</b> {image.gone && <span className={styles.quiet}>gone from its registry</span>}
        <p className={styles.meta}>
          {image.repository ?? 'repository unknown'} · <code title={image.digest}>{shortDigest(image.digest)}</code>{' '}
          <CopyButton text={image.digest} label={`Copy the digest of ${imageName(image)}`} />
        </p>
        <p className={styles.meta}>
          Linked by {by[image.by]} · {image.source}, seen <Age instant={image.seenAt} />
        </p>
      </div>
    </li>
  );
}

function Arrived({ place, step }: { place: Change['environments'][number]; step: JourneyStep }) {
  const since = step.since ?? step.first;
  if (since) {
    return (
      <>
        <Age instant={since} as="since" />
        {step.took && (
          <>
            , took <Duration from={step.took.from} until={step.took.until} />
          </>
        )}
      </>
    );
  }
  if (step.took) {
    return (
      <>
        began <Age instant={step.took.from} />
      </>
    );
  }
  return place.state === 'here' || place.state === 'later' ? <>since when is not on the record</> : null;
}

function PlaceItem({ place, step }: { place: Change['environments'][number]; step: JourneyStep }) {
  const several = place.targets.length > 1;
  return (
    <li className={styles.item}>
      <StateIcon look={step.look ?? { shape: 'absent', role: 'neutral' }} />
      <div>
        <b>{step.label}</b>{' '}
        {step.look ? <StateText colour={step.look.role}>{step.word}</StateText> : <span className={styles.quiet}>{step.word}</span>}
        {step.detail && <p className={styles.why}>{step.detail}</p>}
        <p className={styles.meta}>
          <Arrived place={place} step={step} />
          {place.deployment?.initiatedBy && ` · by ${place.deployment.initiatedBy}`}
        </p>
        {(several || place.targets.some(target => target.state !== place.state)) && (
          <ul className={styles.targets}>
            {place.targets.map(target => (
              <li key={`${target.cluster} ${target.application}`}>
                {target.application} on {target.cluster}: {target.state}
                {target.why && `, ${target.why}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Others(props: { title: string; commits: string[]; linkOf: (commit: string) => ReactNode }) {
  return props.commits.length > 0 ? (
    <Section title={props.title}>
      <p className={styles.commits}>{props.commits.map(commit => props.linkOf(commit))}</p>
    </Section>
  ) : null;
}

/** Everything behind a change's row: its builds with what failed, its images with what links them, and each environment with its reason. */
export function ChangeEvidence(props: { change: Change; steps: JourneyStep[]; linkOf: (commit: string) => ReactNode }) {
  const { change, steps, linkOf } = props;
  return (
    <>
      <Section title="Build">
        {change.builds.length === 0 && <p className={styles.meta}>No CI run on the record names {shortCommit(change.commit)}.</p>}
        <ul className={styles.list}>
          {change.builds.map((build, index) => (
            <BuildItem key={index} build={build} />
          ))}
        </ul>
      </Section>
      <Section title="Image">
        {change.images.length === 0 && (
          <p className={styles.why}>
            {steps[1].status === 'unlinked' ? `Not linked: ${steps[1].detail}` : 'No image on the record names this commit.'}
          </p>
        )}
        <ul className={styles.list}>
          {change.images.map(image => (
            <ImageItem key={image.digest} image={image} />
          ))}
        </ul>
      </Section>
      <Section title="Environments">
        <ul className={styles.list}>
          {shownEnvironments(change.environments).map((place, index) => (
            <PlaceItem key={place.environment ?? ''} place={place} step={steps[index + 2]} />
          ))}
        </ul>
      </Section>
      <Others title="Reverted by" commits={change.revertedBy} linkOf={linkOf} />
      <Others title="Picked as" commits={change.pickedAs} linkOf={linkOf} />
    </>
  );
}
