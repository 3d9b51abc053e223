import { Loader } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';

import { ErrorNotice } from '../components/ErrorNotice';
import type { Camera } from './useCamera';
import classes from './camera.module.css';

interface Props {
  camera: Camera;
  /** Lies over the picture. */
  children?: ReactNode;
}

/** What a camera sees now, as a mirror where it looks at the person; or why it can't. */
export function Viewfinder({ camera, children }: Props) {
  const { video, ready, size, mirrored, error } = camera;
  const shape = size ? { '--shape': size.width / size.height } : {};
  if (error !== null) return <ErrorNotice title="No camera" error={error} />;
  return (
    <div className={classes.viewfinder} style={shape as CSSProperties}>
      <video ref={video} playsInline muted data-mirrored={mirrored} />
      {!ready && (
        <Loader
          className={classes.waiting}
          role="img"
          aria-label="Starting the camera"
        />
      )}
      {children}
    </div>
  );
}
