export {
  emptyInputs,
  type InputRow,
  type Inputs,
  type InputTable,
  inputTables,
  inputTypes,
  sqlColumns,
} from './inputs.ts';
