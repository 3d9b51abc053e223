import { Text, Title } from '@mantine/core';
import { Link } from 'wouter';

import { sampleAddress } from '../../picture/samples';
import classes from './home.module.css';

const MORE = [
  {
    href: '/compare?a=astronaut&b=astronaut-again',
    title: 'Compare two faces',
    text: 'The same person or not, and how often such a decision is wrong.',
    samples: ['astronaut', 'astronaut-again'],
  },
  {
    href: '/swap?face=astronaut&picture=wall&everyone=yes',
    title: 'Put one face on everyone',
    text: 'The astronaut’s, on each of the six portraits on the wall.',
    samples: ['astronaut', 'wall'],
  },
  {
    href: '/align?picture=wall&crop=head',
    title: 'Align faces',
    text: 'Each cut out upright, centred and of one size, with 68 landmarks.',
    samples: ['wall'],
  },
] as const;

/** One click each, with samples. */
export function MoreToTry() {
  return (
    <ul className={classes.more}>
      {MORE.map(({ href, title, text, samples }) => (
        <li key={href}>
          <Link href={href} className={classes.try}>
            <span className={classes.thumbs} aria-hidden>
              {samples.map((name) => (
                <img key={name} src={sampleAddress(name)} alt="" />
              ))}
            </span>
            <span>
              <Title order={2} fz="md" component="span" display="block">
                {title}
              </Title>
              <Text fz="sm" c="dimmed" component="span" display="block">
                {text}
              </Text>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
