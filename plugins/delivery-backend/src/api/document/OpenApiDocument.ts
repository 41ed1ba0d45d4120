import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a query parameter may be, as the document declares it. */
export interface ParameterSchema {
  type: 'string' | 'integer' | 'array';
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: ParameterSchema;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: 'query' | 'path';
  required?: boolean;
  schema: ParameterSchema;
}

interface Operation {
  operationId: string;
  parameters?: Array<Parameter | { $ref: string }>;
}

/** The published description of the API, which the routes follow. */
export class OpenApiDocument {
  static read(): OpenApiDocument {
    const path = resolvePackagePath('@slipway/plugin-delivery-backend', 'src/api/openapi.yaml');
    return new OpenApiDocument(parse(readFileSync(path, 'utf8')));
  }

  private constructor(
    readonly content: {
      paths: Record<string, Record<string, Operation>>;
      components: { parameters: Record<string, Parameter> };
    },
  ) {}

  /** Every operation with its method and its path. */
  get operations(): Array<{ id: string; method: string; path: string }> {
    return Object.entries(this.content.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ id: operationId, method, path })),
    );
  }

  /** The query parameters of an operation. */
  queryParameters(operationId: string): Parameter[] {
    const operation = Object.values(this.content.paths)
      .flatMap(methods => Object.values(methods))
      .find(item => item.operationId === operationId);
    return (operation?.parameters ?? [])
      .map(parameter => ('$ref' in parameter ? this.content.components.parameters[parameter.$ref.split('/').at(-1)!] : parameter))
      .filter(parameter => parameter.in === 'query');
  }
}
