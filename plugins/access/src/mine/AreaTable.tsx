import { PermissionAnswer } from '@slipway/plugin-access-common';
import layout from '../layout/layout.module.css';
import { AnswerMark } from './AnswerMark';
import styles from './mine.module.css';

function Reasons({ item }: { item: PermissionAnswer }) {
  return (
    <ul className={styles.reasons}>
      {item.reasons.map(({ text, place, grants }) => (
        <li key={`${place} ${text}`} data-grants={grants}>
          {text} {place && <span className={layout.code}>{place}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The permissions of an area: whether one has them, and by which rule, or what is in the way. */
export function AreaTable(props: { area: string; items: PermissionAnswer[] }) {
  return (
    <table className={styles.area}>
      <caption>{props.area}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">May I</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {props.items.map(item => (
          <tr key={item.permission}>
            <th scope="row">
              {item.title} <span className={layout.code}>{item.permission}</span>
            </th>
            <td>
              <AnswerMark answer={item.answer} />
            </td>
            <td>
              <Reasons item={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
