import { InputError } from '@backstage/errors';
import { Parameter, ParameterSchema } from './OpenApiDocument';

/** Reads a query string by the declared parameters; whatever does not fit is an `InputError` that names the parameter. */
export function parseQuery(url: string, parameters: Parameter[]): Record<string, unknown> {
  const given = new URL(url, 'http://localhost').searchParams;
  const known = parameters.map(parameter => parameter.name);
  const unknown = [...given.keys()].find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `The query parameter '${unknown}' is not known; ${known.length > 0 ? `known are ${known.join(', ')}` : 'none is taken here'}`,
    );
  }
  const query: Record<string, unknown> = {};
  for (const { name, required, schema } of parameters) {
    const values = given.getAll(name);
    if (values.length === 0) {
      if (required) {
        throw new InputError(`The query parameter '${name}' is missing`);
      }
      if (schema.default !== undefined) {
        query[name] = schema.default;
      }
    } else if (schema.type === 'array') {
      query[name] = values.map(value => parseValue(value, name, schema.items ?? { type: 'string' }));
    } else if (values.length > 1) {
      throw new InputError(`The query parameter '${name}' is given ${values.length} times; it is taken once`);
    } else {
      query[name] = parseValue(values[0], name, schema);
    }
  }
  return query;
}

function parseValue(value: string, name: string, schema: ParameterSchema): string | number {
  if (schema.type === 'integer') {
    const number = Number(value);
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (!/^-?\d+$/.test(value) || number < minimum || number > maximum) {
      throw new InputError(`The query parameter '${name}' must be a whole number from ${minimum} to ${maximum}, got '${value}'`);
    }
    return number;
  }
  if (schema.enum && !schema.enum.includes(value)) {
    throw new InputError(`The query parameter '${name}' must be one of ${schema.enum.join(', ')}, got '${value}'`);
  }
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    throw new InputError(`The query parameter '${name}' may have ${schema.maxLength} characters, got ${value.length}`);
  }
  return value;
}
