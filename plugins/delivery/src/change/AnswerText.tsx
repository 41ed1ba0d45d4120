import { StateText } from '../components/StateText';
import { ChangeAnswer } from '../journey/answerOf';
import styles from './answer.module.css';

/** Where a change is, in a sentence. */
export function AnswerText({ answer }: { answer: ChangeAnswer }) {
  return (
    <p className={styles.answer}>
      <b>{answer.lead}</b> {answer.rest}{' '}
      {answer.news && (
        <b>
          <StateText colour={answer.news.role}>{answer.news.text}</StateText>
        </b>
      )}
    </p>
  );
}
