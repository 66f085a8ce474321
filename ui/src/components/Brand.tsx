/** The mark of the program: two masts and the line hoisted between them. */
export function Brand({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="8 8 240 240" aria-hidden="true" focusable="false">
      <rect x="8" y="8" width="240" height="240" rx="58" fill="#0f4c7d" />
      <path d="M78 58v140M178 58v140" fill="none" stroke="#fff" strokeWidth="32" strokeLinecap="round" />
      <path d="M78 154c56 0 44-52 100-52" fill="none" stroke="#0f4c7d" strokeWidth="42" />
      <circle cx="78" cy="154" r="30" fill="#0f4c7d" />
      <circle cx="178" cy="102" r="30" fill="#0f4c7d" />
      <path d="M78 154c56 0 44-52 100-52" fill="none" stroke="#f3c677" strokeWidth="26" />
      <circle cx="78" cy="154" r="21" fill="#f3c677" />
      <circle cx="178" cy="102" r="21" fill="#f3c677" />
    </svg>
  );
}
