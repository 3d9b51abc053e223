import { Input, SegmentedControl } from '@mantine/core';

interface Props<Value extends string> {
  label: string;
  choices: { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A few choices side by side, below their label; one of them is taken. */
export function OneOf<Value extends string>(props: Props<Value>) {
  const { label, choices, value, onChange } = props;
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div">
      <SegmentedControl
        size="xs"
        mt={4}
        display="flex"
        aria-label={label}
        data={choices}
        value={value}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}
