import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', '{build,e2e}/**/*.ts', 'vite.config.ts'],
    extends: [...typescript.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
    },
  },
  { files: ['src/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  { files: ['build/**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser } },
);
