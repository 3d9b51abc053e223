interface Props {
  term: string;
  value: string;
  monospaced?: boolean;
}

export function Fact({ term, value, monospaced = false }: Props) {
  return (
    <div>
      <dt>{term}</dt>
      <dd data-monospaced={monospaced}>{value}</dd>
    </div>
  );
}
