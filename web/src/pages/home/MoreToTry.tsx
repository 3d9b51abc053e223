import { Text, Title } from '@mantine/core';
import { useState } from 'react';
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
  {
    href: '/people?view=add',
    title: 'Keep a gallery that forgets',
    text: 'People by name, with their consent, erased for good with a receipt.',
    samples: ['grace-hopper'],
  },
  {
    href: '/classify/imagenet?picture=astronaut',
    title: 'Classify, and train your own',
    text: 'A thousand kinds of things to begin with; your own people by one command.',
    samples: ['astronaut'],
  },
  {
    href: '/watch',
    title: 'Watch a camera',
    text: 'Whoever you have added is told by name, and a person confirms each alert.',
    samples: ['astronaut-again'],
  },
] as const satisfies readonly TryProps[];

/** One click each, with samples where a camera is not needed. */
export function MoreToTry() {
  return (
    <ul className={classes.more}>
      {MORE.map((each) => (
        <li key={each.href}>
          <Try {...each} />
        </li>
      ))}
    </ul>
  );
}

interface TryProps {
  href: string;
  title: string;
  text: string;
  samples: readonly string[];
}

function Try({ href, title, text, samples }: TryProps) {
  // A host that builds the site without Python has no pictures of things.
  const [missing, setMissing] = useState(false);
  const [page = href] = href.split('?');
  return (
    <Link href={missing ? page : href} className={classes.try}>
      {!missing && (
        <span className={classes.thumbs} aria-hidden>
          {samples.map((name) => (
            <img
              key={name}
              src={sampleAddress(name)}
              alt=""
              onError={() => {
                setMissing(true);
              }}
            />
          ))}
        </span>
      )}
      <span>
        <Title order={2} fz="md" component="span" display="block">
          {title}
        </Title>
        <Text fz="sm" c="dimmed" component="span" display="block">
          {text}
        </Text>
      </span>
    </Link>
  );
}
