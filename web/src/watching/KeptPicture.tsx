import { IconPhotoOff } from '@tabler/icons-react';

import { useAnswer, type Ask } from '../api/useAnswer';
import { useObjectUrl } from '../components/useObjectUrl';
import classes from './watching.module.css';

interface Props {
  ask: Ask<Blob>;
  alt: string;
  className?: string | undefined;
}

/** A picture that the service keeps: it is asked for with the caller's token. */
export function KeptPicture({ ask, alt, className = '' }: Props) {
  const { answer, error } = useAnswer(ask, ask);
  const url = useObjectUrl(answer);
  const shape = `${classes.picture} ${className}`;
  if (url !== null) return <img src={url} alt={alt} className={shape} />;
  return (
    <div
      className={shape}
      role="img"
      aria-label={error === null ? `${alt}, being loaded` : `${alt}, not kept any more`}
    >
      {error !== null && <IconPhotoOff size={24} aria-hidden />}
    </div>
  );
}
