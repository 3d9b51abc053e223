import { Anchor, Center, Loader, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useCallback } from 'react';

import { useApi } from '../api/context';
import { useAnswer } from '../api/useAnswer';
import { AnswerNotice } from '../components/AnswerNotice';
import classes from './report.module.css';

interface Props {
  handle: string;
  version: number;
}

/** Opens the report of the run that a classifier comes from. */
export function ReportButton({ handle, version }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Anchor component="button" type="button" fz="sm" onClick={open}>
        Report
      </Anchor>
      <Modal
        opened={opened}
        onClose={close}
        fullScreen
        title={`Report of ${handle}, version ${version}`}
        closeButtonProps={{ 'aria-label': 'Close the report' }}
        classNames={{ body: classes.body, content: classes.content }}
      >
        <Report handle={handle} />
      </Modal>
    </>
  );
}

function Report({ handle }: { handle: string }) {
  const api = useApi();
  const ask = useCallback(
    (signal: AbortSignal) => api.report(handle, signal),
    [api, handle],
  );
  const report = useAnswer(handle, ask);
  return (
    <>
      {report.busy && (
        <Center mih={160}>
          <Loader role="img" aria-label="Loading the report" />
        </Center>
      )}
      <AnswerNotice title="No report to show" answer={report} />
      {report.answer !== null && (
        // Without scripts, forms or an origin: it is a page that someone uploaded.
        <iframe
          title={`Report of ${handle}`}
          sandbox=""
          srcDoc={report.answer}
          className={classes.page}
        />
      )}
    </>
  );
}
