import Ajv2020 from 'ajv/dist/2020';
import { OBSERVATION_KINDS, eventTypeOf } from '../observations';
import { observationSchemas } from './index';

describe('observationSchemas', () => {
  it.each(OBSERVATION_KINDS)('has a strict schema of %s that refuses what it does not declare', kind => {
    const schema = observationSchemas[kind] as { title: string };
    const validate = new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': true } }).compile(schema);

    expect(schema.title).toBe(eventTypeOf(kind));
    expect(validate({ order: { epoch: '0', position: '0' } })).toBe(false);
    expect(validate({ order: { epoch: '0', position: '0' }, facts: {}, more: 1 })).toBe(false);
  });
});
