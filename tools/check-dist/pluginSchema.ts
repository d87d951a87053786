/** What Grafana demands of a plugin.json, as far as this project uses it (grafana docs/sources/developers/plugins/plugin.schema.json). */
export const PLUGIN_SCHEMA = {
  type: 'object',
  required: ['type', 'name', 'id', 'info', 'dependencies'],
  properties: {
    type: { enum: ['app', 'datasource', 'panel'] },
    name: { type: 'string', minLength: 1 },
    id: { type: 'string', pattern: '^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$' },
    preload: { type: 'boolean' },
    autoEnabled: { type: 'boolean' },
    metrics: { type: 'boolean' },
    annotations: { type: 'boolean' },
    category: { enum: ['tsdb', 'logging', 'cloud', 'tracing', 'profiling', 'sql', 'enterprise', 'iot', 'other'] },
    info: {
      type: 'object',
      required: ['author', 'description', 'keywords', 'logos', 'screenshots', 'updated', 'version'],
      properties: {
        author: { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } },
        description: { type: 'string', minLength: 1 },
        keywords: { type: 'array', minItems: 1, items: { type: 'string' } },
        logos: {
          type: 'object',
          required: ['small', 'large'],
          properties: { small: { type: 'string' }, large: { type: 'string' } },
        },
        screenshots: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'path'],
            properties: { name: { type: 'string' }, path: { type: 'string' } },
          },
        },
        updated: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
      },
    },
    includes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'name', 'path'],
        properties: {
          type: { enum: ['dashboard', 'page', 'panel', 'datasource'] },
          name: { type: 'string', minLength: 1 },
          path: { type: 'string', minLength: 1 },
          role: { enum: ['Admin', 'Editor', 'Viewer', 'None'] },
        },
      },
    },
    dependencies: {
      type: 'object',
      required: ['grafanaDependency'],
      properties: { grafanaDependency: { type: 'string', pattern: '^(<=|>=|<|>|=|~|\\^)?\\d' } },
    },
  },
} as const;
